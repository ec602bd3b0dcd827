package password

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// rows are the keyboard rows and alphabets along which fingers walk, forwards and backwards.
var rows = []string{
	"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn",
	"1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "abcdefghijklmnopqrstuvwxyz", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю",
}

const (
	// shortestWalk is the least run of neighbours that counts as a walk, in characters.
	shortestWalk = 4
	// minDistinct is the least count of different characters.
	minDistinct = 5
)

// isPattern reports whether the password is mostly repetition, sequence or keyboard walk.
func isPattern(low string) bool {
	runes := []rune(low)
	return distinct(runes) < minDistinct || repeats(low) || unpredictable(runes) < 4
}

func distinct(runes []rune) int {
	seen := map[rune]bool{}
	for _, r := range runes {
		seen[r] = true
	}
	return len(seen)
}

// repeats reports whether the whole is one short unit written again and again ("abcabcabcabc", "hello1hello1").
func repeats(s string) bool {
	n := len(s)
	for unit := 1; unit <= n/2 && unit <= 8; unit++ {
		times := n / unit
		if strings.HasPrefix(strings.Repeat(s[:unit], times+1), s) {
			return true
		}
	}
	return false
}

// unpredictable counts the characters that remain when every walk and every run of equal characters is taken as one.
func unpredictable(runes []rune) int {
	left := 0
	for i := 0; i < len(runes); {
		n := walk(runes[i:])
		if n < shortestWalk {
			n = 1
		}
		left++
		i += n
	}
	return left
}

// walk is the length of the run of equal or neighbouring characters that s begins with.
func walk(s []rune) int {
	longest := 1
	for longest < len(s) && s[longest] == s[0] {
		longest++
	}
	for _, row := range walks {
		at := slices.Index(row, s[0])
		for at >= 0 {
			n := 0
			for n < len(s) && at+n < len(row) && row[at+n] == s[n] {
				n++
			}
			longest = max(longest, n)
			next := slices.Index(row[at+1:], s[0])
			if next < 0 {
				break
			}
			at += 1 + next
		}
	}
	return longest
}

// walks are the rows as characters, in both directions.
var walks = func() [][]rune {
	var out [][]rune
	for _, row := range rows {
		forward := []rune(row)
		backward := slices.Clone(forward)
		slices.Reverse(backward)
		out = append(out, forward, backward)
	}
	return out
}()

func sortByLength(words []string) {
	slices.SortFunc(words, func(a, b string) int { return utf8.RuneCountInString(b) - utf8.RuneCountInString(a) })
}
