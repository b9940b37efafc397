package sigv4

import "sync/atomic"

// A keyCache keeps derived keys, a bounded number of them. Each slot holds what
// its key was derived from, and is compared with all of it, the secret too: a
// changed secret or scope never finds an old key.
type keyCache struct {
	slots []atomic.Pointer[scopedKey]
	turn  atomic.Uint32
}

// A scopedKey is immutable.
type scopedKey struct {
	dayKey
	accessKeyID string
	secret      Secret
	region      string
	service     string
}

// ways is how many slots a key may be in.
const ways = 4

func newKeyCache(size int) *keyCache {
	n := ways
	for n < size {
		n *= 2
	}
	return &keyCache{slots: make([]atomic.Pointer[scopedKey], n)}
}

// get returns the key, from the cache or derived. The strings of s are the
// verifier's own, accessKeyID is copied.
func (c *keyCache) get(accessKeyID string, secret Secret, s Scope, day int64) *dayKey {
	set := c.set(accessKeyID, s, day)
	for i := range set {
		k := set[i].Load()
		if k != nil && k.day == day && k.accessKeyID == accessKeyID && k.region == s.Region && k.service == s.Service && k.secret.Equal(secret) {
			return &k.dayKey
		}
	}
	k := &scopedKey{accessKeyID: clone(accessKeyID), secret: secret, region: s.Region, service: s.Service}
	k.derive(secret, s, day)
	// In place of the key that a changed secret left, else of an empty slot or
	// the next in turn.
	place := int(c.turn.Add(1) % ways)
	for i := range set {
		old := set[i].Load()
		if old == nil {
			place = i
		} else if old.day == day && old.accessKeyID == accessKeyID && old.region == s.Region && old.service == s.Service {
			place = i
			break
		}
	}
	set[place].Store(k)
	return &k.dayKey
}

// set returns the slots that a key may be in. What hashes alike only shares
// them.
func (c *keyCache) set(accessKeyID string, s Scope, day int64) []atomic.Pointer[scopedKey] {
	h := uint32(day)*2654435761 + uint32(len(s.Region))<<8 + uint32(len(s.Service))
	for i := max(0, len(accessKeyID)-6); i < len(accessKeyID); i++ {
		h = (h ^ uint32(accessKeyID[i])) * 16777619
	}
	h ^= h >> 15
	i := int(h) & (len(c.slots) - 1) &^ (ways - 1)
	return c.slots[i : i+ways]
}
