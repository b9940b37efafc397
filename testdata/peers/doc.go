// Package peers compares sig4 with other signers for Go, in one run: the one of
// aws-sdk-go-v2, smithy-go's aws-http-auth, and minio-go's. It is a module of
// its own, so that none of them is ever required by sig4 itself, and it holds
// nothing but tests.
//
// From this folder:
//
//	go test .                                         # all sign alike, and differ where they are known to
//	go test -run Ratios -v .                          # how many times slower each is
//	go test -run '^$' -bench . -benchtime 1s -count 5 .
//
// The ratios are those of one interleaved run, so they hold on a busy machine;
// times alone do not.
package peers
