package sigv4_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/sig4/sig4/sigv4"
)

// TestConcurrent has one Signer sign from many goroutines, each on days of its
// own order, so that the kept key changes under their hands. Every result must
// be the one of a Signer of its own.
func TestConcurrent(t *testing.T) {
	const goroutines, days, rounds = 8, 5, 20
	type result struct{ authorization, url, signature, credential string }
	sign := func(s *sigv4.Signer, in input) (r result, err error) {
		authorization, err := s.AppendAuthorization(nil, &in.Request, in.Time)
		if err != nil {
			return r, err
		}
		url, err := s.AppendPresigned(nil, &in.Request, in.Expires, in.Time)
		if err != nil {
			return r, err
		}
		signature, err := s.AppendSignature(nil, []byte(in.Request.Path), in.Time)
		if err != nil {
			return r, err
		}
		credential, err := s.AppendCredential(nil, in.Time)
		return result{string(authorization), string(url), string(signature), string(credential)}, err
	}

	for _, service := range []string{"s3", "iam"} {
		inputs := make([]input, days*3)
		want := make([]result, len(inputs))
		seen := map[result]bool{}
		for i := range inputs {
			in := plain(service)
			in.Credentials.SessionToken = aToken
			in.Time = time.Date(2016, 2, 27+i/3, 23, 59, 58+i%3, 0, time.UTC) // the third is of the next day
			in.Request.Path, in.Request.RawQuery = fmt.Sprintf("/a%%20b/%d", i), fmt.Sprintf("n=%d&m", i)
			in.Request.Headers = pairs("X-Amz-Meta-B", fmt.Sprint(i), "A", "v")
			inputs[i] = in
			var err error
			if want[i], err = sign(in.signer(t), in); err != nil {
				t.Fatal(err)
			}
			if seen[want[i]] {
				t.Fatal("two inputs give the same: the test proves nothing")
			}
			seen[want[i]] = true
		}

		shared := inputs[0].signer(t)
		var wg sync.WaitGroup
		for g := range goroutines {
			wg.Go(func() {
				for n := range rounds * len(inputs) {
					i := (g*5 + n*(2*g+1)) % len(inputs)
					if got, err := sign(shared, inputs[i]); got != want[i] || err != nil {
						t.Errorf("goroutine %d, round %d, input %d: %+v, %v, want %+v", g, n, i, got, err, want[i])
						return
					}
				}
			})
		}
		wg.Wait()
	}
}

// TestConcurrentSecrets changes the secret and nothing else: same access key,
// scope, day and request, at the same time. No key of the old secret may sign.
func TestConcurrentSecrets(t *testing.T) {
	const secrets, rounds = 8, 50
	var wg sync.WaitGroup
	signatures := make([]string, secrets)
	for i := range secrets {
		in := plain("s3")
		in.Credentials.SecretAccessKey = sigv4.NewSecret(fmt.Sprintf("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKE%d", i))
		slow, err := slowExplain(in)
		if err != nil {
			t.Fatal(err)
		}
		signatures[i] = slow.Signature
		wg.Go(func() {
			for range rounds {
				s, err := sigv4.NewSigner(in.Credentials, in.Scope)
				if err != nil {
					t.Error(err)
					return
				}
				for range 2 {
					got, err := s.AppendAuthorization(nil, &in.Request, in.Time)
					if string(got) != slow.Authorization || err != nil {
						t.Errorf("secret %d: %s, %v, want %s", i, got, err, slow.Authorization)
						return
					}
				}
			}
		})
	}
	wg.Wait()
	for i := range secrets {
		for j := range i {
			if signatures[i] == signatures[j] {
				t.Errorf("secrets %d and %d sign alike", i, j)
			}
		}
	}
}
