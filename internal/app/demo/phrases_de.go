package demo

var german = phrasebook{
	topics: []topic{
		{"css", "das Raster"},
		{"a11y", "die Tastaturbedienung"},
		{"typescript", "die Typen"},
		{"react", "die Komponenten"},
		{"design", "die Farbtöne"},
		{"testing", "die Browsertests"},
		{"performance", "das erste Laden"},
		{"lesen", "Inclusive Components"},
	},
	parts: []string{
		"den Editor", "die Kommandopalette", "das Formular", "die Zeitachse", "den Dialog", "die Tabelle", "das Menü", "die Einstellungen",
	},
	things: []string{
		"ein verlorener Fokus", "ein Sprung im Layout", "ein zu schwacher Kontrast", "ein doppelter Abruf", "eine vergessene Übersetzung",
		"ein Überlauf auf dem Telefon", "ein Flackern beim Umschalten",
	},
	lines: map[string][]string{
		"done": {
			"Fertig: {part} funktioniert ohne Maus", "{thing}: gefunden und behoben", "Habe {part} um die Hälfte gekürzt",
			"Tests für {part} nachgezogen", "Zwei Reviews, beide zu {topic}", "{topic} aufgeräumt und dokumentiert",
		},
		"learned": {
			"`:focus-visible` löst fast alles, was ich von Hand gebaut hatte", "Warum {topic} in Safari anders rechnet",
			"Logische Eigenschaften ersparen ein zweites Stylesheet", "Ein Kapitel über {topic}: Beschriftungen sind Verträge",
		},
		"blocked":  {"Warte auf die Entwürfe für {part}", "{thing} lässt sich nur auf einem Gerät nachstellen", "Die Schriftlizenz ist noch offen"},
		"plan":     {"Morgen: {part}, danach {topic}", "Diese Woche: {part} auf 320 Pixel", "Als Nächstes: {thing} einkreisen"},
		"note":     {"Idee: {part} merkt sich die letzte Breite", "Ruhige Farben brauchen mehr Kontrast, nicht weniger", "{topic} gehört in ein einziges Blatt"},
		"decision": {"Wir bauen {part} selbst, 80 Zeilen reichen", "Keine Animation ohne `prefers-reduced-motion`", "Dunkel und hell bekommen eigene Akzente"},
		"meeting":  {"Planung: {part} kommt zuerst", "Mit Mira über {topic} gesprochen", "Nutzertest: drei von fünf fanden {part} sofort"},
	},
	more: map[string][]string{
		"done": {
			"```css\n.card {\n  padding-inline: var(--space-4);\n}\n```", "- [x] Tastatur\n- [x] Vorlesen\n- [ ] Windows-Kontrastmodus",
		},
		"learned": {"| Wert | vorher | nachher |\n|---|---|---|\n| LCP | 2,9 s | 1,4 s |\n| CLS | 0,21 | 0,02 |"},
		"plan":    {"- [ ] Skizze\n- [ ] mit axe prüfen\n- [ ] auf dem alten Telefon ansehen"},
		"":        {"War spät, aber es ging gut.", "Die Ursache war {thing}.", "Morgen noch einmal mit frischen Augen."},
	},
}
