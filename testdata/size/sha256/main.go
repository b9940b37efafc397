// The smaller of the two programs that the size budget compares: it prints the
// SHA-256 of its argument and does nothing else. It spells the digits itself,
// because encoding/hex brings fmt and would flatter the comparison.
package main

import (
	"crypto/sha256"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		os.Stderr.WriteString("usage: sha256 TEXT\n")
		os.Exit(2)
	}
	const digits = "0123456789abcdef"
	var line []byte
	for _, b := range sha256.Sum256([]byte(os.Args[1])) {
		line = append(line, digits[b>>4], digits[b&15])
	}
	os.Stdout.Write(append(line, '\n'))
}
