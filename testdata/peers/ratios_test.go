package peers

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// sameWork holds that the subjects sign the same, so that their times may be
// compared. minio-go signs for the clock's time, so only its form is compared.
func sameWork(t testing.TB, subjects []subject) {
	t.Helper()
	want := signatureIn(subjects[0])
	if len(want) != 64 {
		t.Fatalf("sig4 made no signature")
	}
	for _, s := range subjects[1:] {
		switch got := signatureIn(s); {
		case s.name == limit:
		case s.name == minio && len(got) == 64:
		case got != want:
			t.Fatalf("%s signs %s, sig4 %s", s.name, got, want)
		}
	}
}

// signatureIn signs, and takes the signature out of the result.
func signatureIn(s subject) string {
	text, bytes := s.sign()
	r := result{authorization: text + string(bytes)}
	if strings.HasPrefix(r.authorization, "http") {
		r = result{url: r.authorization}
	}
	return r.signature()
}

// TestRatios measures all subjects in turns, some microseconds each, and prints
// the medians: how long each takes, and how many times sig4's time that is. What
// else the machine does strikes all of them alike. No time is asserted.
func TestRatios(t *testing.T) {
	const (
		rounds = 301
		turn   = 150 * time.Microsecond
	)
	for _, o := range operations {
		t.Run(o.name, func(t *testing.T) {
			subjects := o.subjects(t, o.request)
			sameWork(t, subjects)

			counts := make([]int, len(subjects))
			for i, s := range subjects {
				counts[i] = max(1, int(turn/time.Duration(1+measure(s, 200))))
			}
			times := make([][]float64, len(subjects))
			ratios := make([][]float64, len(subjects))
			round := make([]float64, len(subjects))
			for n := range rounds {
				for i := range subjects {
					i = (i + n) % len(subjects) // nobody is always behind the same one
					round[i] = measure(subjects[i], counts[i])
				}
				for i := range subjects {
					times[i] = append(times[i], round[i])
					ratios[i] = append(ratios[i], round[i]/round[0])
				}
			}

			var b strings.Builder
			fmt.Fprintf(&b, "%s: %s\n", o.name, o.about)
			for i, s := range subjects {
				allocs := testing.AllocsPerRun(100, func() { s.sign() })
				fmt.Fprintf(&b, "  %-14s %8.0f ns %4.0f allocs %7.2f x\n", s.name, median(times[i]), allocs, median(ratios[i]))
			}
			t.Log(b.String())
		})
	}
}

// measure returns the nanoseconds that signing takes, out of count signatures.
func measure(s subject, count int) float64 {
	start := time.Now()
	for range count {
		s.sign()
	}
	return float64(time.Since(start).Nanoseconds()) / float64(count)
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// The benchmarks measure the same, subject by subject, in Go's own way.

func BenchmarkSignHeader(b *testing.B)      { benchmark(b, "SignHeader") }
func BenchmarkSignHeaderRich(b *testing.B)  { benchmark(b, "SignHeaderRich") }
func BenchmarkPresign(b *testing.B)         { benchmark(b, "Presign") }
func BenchmarkPresignRich(b *testing.B)     { benchmark(b, "PresignRich") }
func BenchmarkSignHTTP(b *testing.B)        { benchmark(b, "SignHTTP") }
func BenchmarkSignHTTPRich(b *testing.B)    { benchmark(b, "SignHTTPRich") }
func BenchmarkSignHTTPInPlace(b *testing.B) { benchmark(b, "SignHTTPInPlace") }

func benchmark(b *testing.B, name string) {
	i := slices.IndexFunc(operations, func(o operation) bool { return o.name == name })
	subjects := operations[i].subjects(b, operations[i].request)
	sameWork(b, subjects)
	for _, s := range subjects {
		b.Run(s.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.sign()
			}
		})
	}
}
