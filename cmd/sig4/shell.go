package main

import (
	"strings"

	"github.com/sig4/sig4/sigv4"
)

// curlLine writes a presigned request as a line for a POSIX shell. It runs as
// it is: every word is quoted that needs it, and curl is told to change nothing.
func curlLine(p *sigv4.Presigned, path string) []byte {
	words := []string{"curl"}
	if p.Method == "HEAD" {
		words = append(words, "--head") // -X HEAD would wait for a body
	} else {
		words = append(words, "-X", p.Method)
	}
	if hasDotSegment(path) {
		words = append(words, "--path-as-is")
	}
	if strings.ContainsAny(p.URL, "[]{}") {
		words = append(words, "--globoff")
	}
	for _, h := range p.Headers {
		header := h.Name + ": " + h.Value
		if h.Value == "" {
			header = h.Name + ";" // "Name:" would take the header out
		}
		words = append(words, "-H", header)
	}
	words = append(words, p.URL)
	for i, w := range words {
		words[i] = shellWord(w)
	}
	return []byte(strings.Join(words, " ") + "\n")
}

// shellWord quotes a word for a POSIX shell, where it needs that. Within single
// quotes nothing has a meaning but the single quote itself.
func shellWord(s string) string {
	const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:,@%+"
	if s != "" && strings.Trim(s, plain) == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
