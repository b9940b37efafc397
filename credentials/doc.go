// Package credentials finds the credentials that requests are signed with.
//
// A [Source] yields them when asked. [Static] yields the ones it was given and
// [Environment] reads the environment variables that AWS's own tools read.
//
//	c, err := credentials.Environment{}.Credentials(ctx)
//
// [ErrNotConfigured] means that a source has nothing to say, so another one may
// be asked. Any other error means that it is configured wrongly; going on to the
// next source would then sign with credentials that nobody meant.
//
// No error of this package holds a secret, a session token or any other value
// that was found: only the names of variables, and reasons. The package does
// not import net/http, and reads nothing but the environment.
package credentials
