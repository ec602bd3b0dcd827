package markdown

import "github.com/yuin/goldmark/util"

func highlight(w util.BufWriter, _ string, code string) { writeStrings(w, escape(code)) }
