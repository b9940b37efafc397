package s3_test

import (
	"testing"
	"time"
)

// BenchmarkPresign makes URLs as a batch does: one Presigner, one map, another
// key each time.
func BenchmarkPresign(b *testing.B) {
	keys := [...]any{"photos/2013/a b.jpg", "photos/2013/c.jpg"}
	for _, bb := range []struct {
		name   string
		op     string
		params map[string]any
	}{
		{"GetObject", "get_object", with(nil)},
		{"PutObject", "put_object", with(map[string]any{"ContentType": "text/plain", "ACL": "private", "Metadata": map[string]any{"a": "b"}})},
	} {
		b.Run(bb.name+"/AppendURL", func(b *testing.B) {
			p, c := presigner(b, nil), call(b, bb.op, bb.params)
			dst := make([]byte, 0, 1024)
			b.ReportAllocs()
			for i := range b.N {
				c.Params["Key"] = keys[i%2]
				var err error
				if dst, err = p.AppendURL(dst[:0], c, time.Hour, testTime); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(bb.name+"/Presign", func(b *testing.B) {
			p, c := presigner(b, nil), call(b, bb.op, bb.params)
			b.ReportAllocs()
			for i := range b.N {
				c.Params["Key"] = keys[i%2]
				if _, err := p.Presign(c, time.Hour, testTime); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
