package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// completionCmd prints what a shell needs to complete commands and flags.
type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

var completions = map[string]string{
	"bash": `_tamatar() { local IFS=$'\n'; COMPREPLY=($(compgen -W "$(tamatar complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}")); }
complete -o default -F _tamatar tamatar
`,
	"zsh": `#compdef tamatar
_tamatar() { local -a found; found=(${(f)"$(tamatar complete -- ${words[2,CURRENT]} 2>/dev/null)"}); compadd -- $found || _files; }
compdef _tamatar tamatar
`,
	"fish": `complete -c tamatar -a '(tamatar complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
`,
}

// Run prints the script.
func (c *completionCmd) Run() error {
	_, err := fmt.Fprint(os.Stdout, completions[c.Shell])
	return err
}

// completeCmd answers the scripts of completionCmd: the words typed so far, the last one unfinished.
type completeCmd struct {
	Words []string `arg:"" optional:"" passthrough:""`
}

// Run prints what may stand in the place of the last word, one a line.
func (c *completeCmd) Run(ctx *kong.Context) error {
	words := c.Words
	if len(words) > 0 && words[0] == "--" {
		words = words[1:]
	}
	for _, word := range candidates(ctx.Model.Node, words) {
		fmt.Println(word)
	}
	return nil
}

// candidates walks the commands that were typed and lists what fits the beginning of the last word.
func candidates(node *kong.Node, words []string) []string {
	last := ""
	if len(words) > 0 {
		last = words[len(words)-1]
		for _, word := range words[:len(words)-1] {
			for _, child := range node.Children {
				if child.Name == word {
					node = child
					break
				}
			}
		}
	}
	var out []string
	for _, child := range node.Children {
		if !child.Hidden && child.Type == kong.CommandNode {
			out = append(out, child.Name)
		}
	}
	if strings.HasPrefix(last, "-") {
		out = nil
		for _, group := range node.AllFlags(true) {
			for _, flag := range group {
				out = append(out, "--"+flag.Name)
			}
		}
	}
	out = slices.DeleteFunc(out, func(word string) bool { return !strings.HasPrefix(word, last) })
	slices.Sort(out)
	return slices.Compact(out)
}
