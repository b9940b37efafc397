package main

// suggest returns the candidate that a misspelt word most likely means, or "":
// the first of those at the least edit distance, which may be 2, or 1 for words
// of up to three letters; else the only one that begins with the word, or the
// longest that the word begins with.
func suggest(word string, candidates []string) string {
	const longest = 40 // no name is nearly as long
	if len(word) < 2 || len(word) > longest {
		return ""
	}
	best, least := "", 3
	if len(word) <= 3 {
		least = 2
	}
	for _, c := range candidates {
		if d := distance(word, c); d < least && d < len(c) {
			best, least = c, d
		}
	}
	if best != "" {
		return best
	}
	begun, count := "", 0
	for _, c := range candidates {
		switch {
		case hasPrefix(c, word):
			begun = c
			count++
		case hasPrefix(word, c) && len(c) > len(best) && len(c) > 2:
			best = c
		}
	}
	if count == 1 {
		return begun
	}
	return best
}

func hasPrefix(s, prefix string) bool { return len(s) > len(prefix) && s[:len(prefix)] == prefix }

// distance counts the bytes to insert, delete, replace or swap with their
// neighbours that make b of a (the "optimal string alignment" distance).
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			differ := 1
			if a[i-1] == b[j-1] {
				differ = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+differ)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
