package s3

import (
	"strconv"

	"github.com/sig4/sig4/sigv4"
)

// bindSSEKey writes a customer's key and, beside it, its MD5 (S3 User Guide,
// "Using server-side encryption with customer-provided keys"). As with boto3 a
// key whose MD5 is given too goes as it is, being in base64 already. Unlike
// boto3 this holds for ListParts and GetObjectAttributes as well, where boto3
// sends the raw bytes.
func (b *binder) bindSSEKey(p *Param, value any) {
	_, encoded := b.given[p.Name+"MD5"]
	var key string
	switch v := value.(type) {
	case string:
		key = v
	case []byte:
		key = string(v)
	case sigv4.Secret:
		key = v.Reveal()
	default:
		b.wrongType(p.Name, p.Format)
		return
	}
	if encoded {
		b.addHeader(p.Name, p.Wire, key)
		return
	}
	if len(key) != sseKeySize {
		b.fail(ErrParamValue, p.Name, "it has "+strconv.Itoa(len(key))+" bytes, and a key has 32; one in base64 needs "+p.Name+"MD5 beside it")
		return
	}
	raw := [sseKeySize]byte([]byte(key))
	sum := md5Of(&raw)
	b.addHeader(p.Name, p.Wire, base64Of(raw[:]))
	b.addHeader(p.Name, p.Wire+"-MD5", base64Of(sum[:]))
}

// sseKeySize is the size of an AES-256 key in bytes.
const sseKeySize = 32

// base64Of encodes with padding (RFC 4648, section 4). It is written here because
// encoding/base64 brings reflect into the program.
func base64Of(data []byte) string {
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	text := make([]byte, 0, (len(data)+2)/3*4)
	for len(data) > 0 {
		var group [3]byte
		n := copy(group[:], data)
		data = data[n:]
		v := uint32(group[0])<<16 | uint32(group[1])<<8 | uint32(group[2])
		text = append(text, digits[v>>18], digits[v>>12&63], digits[v>>6&63], digits[v&63])
		for i := n; i < 3; i++ {
			text[len(text)-3+i] = '='
		}
	}
	return string(text)
}
