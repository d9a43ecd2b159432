title = Check a certificate
keywords = verify

slot-code = verification code
    .labels = verification code, code of the certificate, certificate code, code of the permit, permit code, code
    .ask = What is the verification code written on the certificate or permit? It has twenty signs in groups of four; you can also send me a photo of the QR code.
    .need = { $way ->
        [sms] the certificate's verification code (20 signs)
       *[other] the verification code of the certificate (twenty signs in groups of four), or a photo of its QR code
    }
    .help = The verification code is printed on the certificate beside the QR code: twenty signs in groups of four, such as 7K3M-Q9XD-2FHT-8WPR-C366.
    .wrong = I cannot read the verification code: it has twenty signs in groups of four and is written beside the QR code.
    .wrong-length = The verification code has twenty signs: please see if any is missing and write it again.
    .wrong-check = A sign of the code is not right: please compare it with the certificate and write it again.

example = For example: VERIFY 7K3M-Q9XD-2FHT-8WPR-C366
correction-example = code 7K3M-Q9XD-2FHT-8WPR-C366

kind-of = { $kind ->
    [k1] Certificate of birth
    [k2] Certificate of death
    [k3] Certificate of marriage
    [k4] Certificate of cancellation from the register
    [k5] Certificate of citizenship
    [k6] Certificate of past citizenship
    [k7] Certificate of being alive
    [k8] Certificate of residence
    [k9] Certificate of past residence
    [k10] Certificate of residence abroad (AIRE)
    [k11] Certificate of civil status
    [k12] Certificate of family status
    [k13] Certificate of family and civil status
    [k14] Certificate of residence in a community
    [k15] Certificate of family status abroad (AIRE)
    [k16] Certificate of family status with relationships
    [k17] Certificate of unmarried status
    [k18] Certificate of civil union
    [k19] Certificate of cohabitation contract
   *[k20] Certificate of residence on a day
    }

valid = VALID TODAY. { kind-of } no. { $number }, holder { $holder }, issued on { $issued }{ $limit ->
    [until] , valid until { $until }
   *[none] , without end
    }. Compare these data with the document: if they differ, it is not genuine.
expired = EXPIRED. { kind-of } no. { $number }, holder { $holder }, issued on { $issued }: it was valid until { $until }.
revoked = REVOKED on { $revoked }: it counts no more. { kind-of } no. { $number }, holder { $holder }, issued on { $issued }.
permit-is = ZTL permit no. { $number }{ $plates ->
        [none] { "" }
       *[some] , plate { $plates }
    }{ $zone ->
        [all] , all zones
       *[one] , zone { $zone }
    }
permit-valid = VALID TODAY. { permit-is }{ $limit ->
    [until] , until { $until }
   *[none] , without end
    }. Compare these data with the paper and with the plate: if they differ, it does not count.
permit-expired = EXPIRED. { permit-is }: it was valid until { $until }.
permit-revoked = REVOKED{ $revoked ->
        [none] { "" }
       *[on] { " " }on { $revoked }
    }: it counts no more. { permit-is }.
permit-replaced = REPLACED{ $revoked ->
        [none] { "" }
       *[on] { " " }on { $revoked }
    }: this paper counts no more. { permit-is }.
permit-suspended = SUSPENDED: it does not count now. { permit-is }.
permit-not-yet = NOT VALID YET: it counts from { $since }. { permit-is }.
permit-unpaid = NOT VALID: the payment is missing. { permit-is }.
not-found = The municipality issued no document with the code { $code }. Please compare it sign by sign with the document and, if it differs, write it again.
too-many = Too many codes that do not exist came from here: for { $minutes ->
        [one] a minute
       *[other] { $minutes } minutes
    } I check no code any more, not even a right one. Please try again then; if that is a mistake: { command-operator }.
not-here = Certificates cannot be checked here. If you need help: { command-operator }.

of-the-record = { $worth ->
    [valid] { valid }
    [expired] { expired }
    [revoked] { revoked }
    [permit-valid] { permit-valid }
    [permit-expired] { permit-expired }
    [permit-revoked] { permit-revoked }
    [permit-replaced] { permit-replaced }
    [permit-suspended] { permit-suspended }
    [permit-not-yet] { permit-not-yet }
    [permit-unpaid] { permit-unpaid }
   *[not-found] The municipality issued no document with the code { $code }.
    }
file-untouched = GENUINE FILE: it is the one that the municipality issued, and nothing in it has changed. { of-the-record }
file-other = DO NOT RELY ON IT: the file comes from the municipality, but the code it is shown with is another document's. Ask for the original. The file began as this: { of-the-record }
file-appended = CHANGED FILE: something was added after the municipality's seal. Do not rely on it, ask for the original. In the record: { of-the-record }
file-altered = ALTERED FILE: it is no longer what the municipality sealed. Do not rely on it, ask for the original. In the record, under its code: { of-the-record }
file-truncated = INCOMPLETE FILE: a part of it is missing, it may have been damaged on the way. Ask for it to be sent again. In the record, under its code: { of-the-record }
file-not-ours = NOT THE MUNICIPALITY'S SEAL: somebody else signed or sealed the file. In the record, under its code: { of-the-record }
file-no-seal = FILE WITHOUT A SEAL: it may be a scan, and of the file I can say nothing. In the record, under its code: { of-the-record }
file-not-issued = The file bears the municipality's seal and is intact, but it is not an issued document. In the record, under the code: { of-the-record }
file-unreadable = The file cannot be checked: ask for it to be sent again. In the record, under its code: { of-the-record }
file-busy = I cannot check the file just now: send it again in a few minutes. Meanwhile, in the record, under its code: { of-the-record }
