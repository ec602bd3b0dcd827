package demo

import (
	"time"

	"tamatar.dev/tamatar/internal/platform/day"
)

// Persona is a made-up person with habits.
type Persona struct {
	Handle   string
	Name     string
	Email    string
	Zone     string
	DayStart int
	Locale   string
	Pronouns string
	Location string
	Bio      string

	seed     uint64
	habits   habits
	phrases  phrasebook
	holidays []holiday
	// months are what the persona says when a month is over.
	months []string
	shown  shown
}

// habits say how a persona logs.
type habits struct {
	// active is the chance in percent that a weekday, by time.Weekday, is logged at all.
	active [7]int
	// more is the chance in percent of each further entry on an active day.
	more int
	// from and to are the hours between which entries are logged; to may pass midnight.
	from, to int
}

// holiday is a stretch without logs, counted back from the last day.
type holiday struct{ fromDaysAgo, toDaysAgo int }

// Log is one entry of a persona.
type Log struct {
	// Key names the log for ever: the same persona and day give the same keys.
	Key      string
	Day      day.Date
	LoggedAt time.Time
	// Late tells that the clock already showed the next day.
	Late    bool
	Kind    string
	Body    string
	Tags    []string
	Minutes int
	Mood    int
	Energy  int
}

// Personas are the three people, always in this order.
func Personas() []Persona {
	return []Persona{amara(), jonas(), leila()}
}

func amara() Persona {
	return Persona{
		Handle: "amara-demo", Name: "Amara Okafor", Email: "amara@demo.tamatar.invalid",
		Zone: "Africa/Lagos", Locale: "en", Pronouns: "she/her", Location: "Lagos",
		Bio:  "Back end, mostly Go. I like systems that say why they failed.",
		seed: 1, phrases: english,
		habits:   habits{active: [7]int{18, 92, 94, 90, 93, 86, 30}, more: 52, from: 9, to: 19},
		holidays: []holiday{{330, 318}, {141, 130}},
		months: []string{
			"### What moved?\n\nThe cache is warm at last, and the traces say why a request is slow.\n\n### What comes next?\n\nThe alerts. Fewer of them.\n",
			"### What moved?\n\nFirst service of my own in production.\n\n### What was hard?\n\nReading other people's Postgres plans.\n",
		},
		shown: shown{
			picture: "Where the time of a request goes, day by day", alt: "Bar chart of seven days; the bars differ by half",
			public:   "A cache key that forgets the locale serves the wrong language to everybody. Put it in, and write the test first. #caching",
			unlisted: "Notes for the talk: say *why* it failed before you say that it failed.",
			view:     "What I learned", query: "kind:learned",
		},
	}
}

func jonas() Persona {
	return Persona{
		Handle: "jonas-demo", Name: "Jonas Weber", Email: "jonas@demo.tamatar.invalid",
		Zone: "Europe/Berlin", DayStart: 4, Locale: "de", Pronouns: "er/ihn", Location: "Leipzig",
		Bio:  "Frontend und Barrierefreiheit. Nachtmensch.",
		seed: 2, phrases: german,
		habits:   habits{active: [7]int{45, 70, 75, 72, 70, 55, 40}, more: 40, from: 14, to: 26},
		holidays: []holiday{{240, 219}, {60, 53}},
		months: []string{
			"### Was ging voran?\n\nDie Tastaturbedienung steht auf allen Seiten.\n\n### Was war schwer?\n\nDer Kalender, wie immer.\n",
			"### Was ging voran?\n\nDas neue Raster, endlich ohne Ausnahmen.\n",
		},
		shown: shown{
			picture: "Ladezeiten der Woche", alt: "Balkendiagramm mit sieben Tagen; die Balken unterscheiden sich um die Hälfte",
			public:   "Ein Dialog, der den Fokus nicht zurückgibt, ist für die Tastatur eine Sackgasse. #barrierefreiheit",
			unlisted: "Notizen für den Vortrag: erst die Tastatur, dann die Maus.",
			view:     "Gelernt", query: "kind:learned",
		},
	}
}

func leila() Persona {
	return Persona{
		Handle: "leila-demo", Name: "ليلى حداد", Email: "leila@demo.tamatar.invalid",
		Zone: "Africa/Cairo", Locale: "ar", Pronouns: "هي", Location: "القاهرة",
		Bio:  "أتعلّم هندسة البيانات وأكتب ما أتعلّمه كل يوم.",
		seed: 3, phrases: arabic,
		habits:   habits{active: [7]int{85, 82, 80, 84, 78, 20, 35}, more: 35, from: 8, to: 22},
		holidays: []holiday{{400, 371}, {190, 183}},
		months: []string{
			"### ما الذي تقدّم؟\n\nصار خط المعالجة يعمل كل ليلة دون تدخّل.\n\n### ماذا بعد؟\n\nاختبارات الجودة للجداول الجديدة.\n",
			"### ما الذي تقدّم؟\n\nفهمت أخيرًا دوال النوافذ في SQL.\n",
		},
		shown: shown{
			picture: "زمن المعالجة في كل يوم", alt: "رسم بأعمدة لسبعة أيام، تختلف الأعمدة بمقدار النصف",
			public:   "دالة نافذة واحدة أغنتني عن ثلاثة استعلامات متداخلة. #SQL",
			unlisted: "ملاحظات للعرض: ابدئي بالسؤال ثم البيانات.",
			view:     "ما تعلّمته", query: "kind:learned",
		},
	}
}
