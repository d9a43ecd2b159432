title = Conversazione di un collega
keywords = collega

slot-code = codice
    .labels = codice
    .ask = Quale codice mostra la pagina del suo profilo?
    .need = il codice che mostra la pagina del suo profilo
    .wrong = Il codice ha sei cifre: lo riscriva come lo mostra la pagina del suo profilo.
    .wrong-length = Il codice ha sei cifre: lo riscriva come lo mostra la pagina del suo profilo.

example = Per esempio: COLLEGA 123456
correction-example = codice 123456

bound = Fatto: questa conversazione è di { $name }. Se non è lei, la scolleghi dalla pagina del suo profilo.
wrong = Il codice non vale: ne chieda uno nuovo dalla pagina del suo profilo.
