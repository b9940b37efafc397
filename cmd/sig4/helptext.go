package main

// The help texts: examples first, then the rest. A test holds that each names
// every flag and that every example runs as it is.

const helpHelp = `sig4 signs requests with AWS Signature Version 4.

Examples:
  sig4 presign s3://my-bucket/photo.jpg --region eu-central-1 --expires 15m
  sig4 presign --op list_objects_v2 --params '{"Bucket":"my-bucket","Prefix":"photos/"}'
  sig4 post 's3://my-bucket/uploads/${filename}' --region eu-central-1 --max-size 10485760
  printf 'GET / HTTP/1.1\nHost: my-bucket.s3.amazonaws.com\n\n' | sig4 explain

Subcommands:
  presign   a URL that carries its signature: for any of S3's operations, and any URL of
            any service; one, or one for each line of standard input
  post      a form with which a browser uploads to S3
  sign      sign a raw HTTP request
  explain   show every step of signing a raw HTTP request
  version   which version this is
  help      this text; 'sig4 help presign' and so on for the others, 'sig4 help
            operations' for S3's operations, 'sig4 help get_object' for one of them

Credentials come from the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY
and, when they are temporary, AWS_SESSION_TOKEN. When AWS_CREDENTIAL_EXPIRATION
says when they expire, sig4 minds it. No secret is ever given in a flag.

Region: --region, else AWS_REGION, else AWS_DEFAULT_REGION, else us-east-1 for S3
and an error for other services.

Flags are written --flag value or --flag=value, before or after the target.
Results go to standard output, messages to standard error. The exit code is 0
when it is done, 1 when it failed, 2 when the command line is wrong.
`

const presignHelp = `sig4 presign: print a URL that carries its signature.

Examples:
  sig4 presign s3://my-bucket/photo.jpg
  sig4 presign s3://my-bucket/photo.jpg --region eu-central-1 --expires 15m
  sig4 presign s3://my-bucket/upload.bin --method PUT --output curl
  sig4 presign --op get_object --params '{"Bucket":"my-bucket","Key":"a.pdf","ResponseContentType":"text/plain"}'
  sig4 presign --op list_objects_v2 --params '{"Bucket":"my-bucket","Prefix":"photos/","MaxKeys":100}'
  sig4 presign --op get_object_tagging s3://my-bucket/photo.jpg
  sig4 presign s3://my-bucket/a.txt --method PUT --header 'Content-Type: text/plain' --json
  sig4 presign s3://my-bucket/a.txt --method PUT --header 'x-amz-meta-author: eric' --hoist
  sig4 presign s3://my-bucket --query list-type=2 --query prefix=photos/
  sig4 presign s3://my-bucket/photo.jpg --endpoint-url http://localhost:9000
  printf 'a.jpg\nb.jpg\n' | sig4 presign --batch s3://my-bucket/photos/
  printf '{"Bucket":"my-bucket","Key":"a.jpg"}\n' | sig4 presign --batch --op get_object --json
  sig4 presign https://abc123.execute-api.eu-west-1.amazonaws.com/prod/items --service execute-api --region eu-west-1

Usage: sig4 presign [flags] TARGET
       sig4 presign [flags] --op NAME [--params JSON] [s3://BUCKET/KEY]
       sig4 presign [flags] --batch s3://BUCKET/PREFIX < KEYS
       sig4 presign [flags] --batch --op NAME < JSON-LINES

TARGET is one of
  s3://BUCKET/KEY        the key as it is, not percent-encoded
  s3://BUCKET            the bucket itself; for either, an access point's ARN or
                         alias, or a directory bucket, may stand for the bucket
  https://HOST/PATH?Q    any URL, also http://; path and query are signed and sent
                         as they are given; it needs --service, but for hosts
                         that are plainly S3's

What is signed:
  --op NAME              an operation of S3 by boto3's name or the API's: get_object,
                         PutBucketCors; 'sig4 help operations' lists them
  --params JSON          its parameters as boto3 takes them, an object; - reads it from
                         standard input, as for an SSE-C key, which others could see
                         in a flag. Parameters of the body are not needed: the sender
                         of the request sends the body
  --method METHOD        default GET, or the operation's own
  --header 'Name: v'     a header that must be sent with the request; repeatable
  --hoist                put x-amz-meta-*, x-amz-acl, x-amz-storage-class and a few
                         more of S3's headers into the URL, so that they need not
                         be sent; the others stay headers, each with a warning
  --query NAME=VALUE     a query parameter, not percent-encoded; repeatable
  --payload P            unsigned, hash (of the empty body), or the body's SHA-256 in
                         hexadecimal; default unsigned for S3, hash for others
  --expires D            how long the URL works: seconds, or 15m, 1h; 1 second to
                         7 days; default 1h
  --strict               fail when the credentials expire before the URL; without it
                         that is a warning
  --clamp                shorten the URL's life to that of the credentials instead
  --time T               sign as of this time: RFC 3339 or 20130524T000000Z
  --region R             default AWS_REGION, AWS_DEFAULT_REGION, us-east-1 for S3
  --service S            the signing name of a URL's service, such as execute-api

Many URLs:
  --batch                presign each line of standard input, and write a line for each
                         in the same order. With a target a line is what follows
                         PREFIX in the key. Without one it is a JSON object of the
                         operation's parameters, besides those of --params, which
                         it may replace. A line that cannot be presigned is
                         reported with its number, leaves an empty line in the
                         output, or {"line", "error"} with --json, and makes the
                         exit code 1; the others are done. Lines have 65536 bytes at
                         most and end in LF or CR LF

Where a bucket is:
  --endpoint-url URL     a store that is not AWS's, such as http://localhost:9000
  --addressing STYLE     auto, path or virtual: where the bucket stands. auto is
                         virtual on AWS and path on other endpoints
  --dualstack            AWS's hosts for IPv6 and IPv4
  --fips                 AWS's hosts with cryptography validated to FIPS 140
  --accelerate           S3 Transfer Acceleration
  --global-endpoint      the old host without a region, bucket.s3.amazonaws.com
  --match-arn-region     refuse an ARN of another region than --region; without it the
                         ARN's own region is used
  --express-iam          sign for a directory bucket with ordinary credentials, not with
                         those of a session

LEGACY, for stores that know nothing newer; AWS refuses it in newer regions and for
buckets made after 2020-06-24:
  --signature VERSION    v4 (default), or v2: HMAC-SHA1, without date, region or host.
                         Signed headers go into the URL, --hoist=false leaves them
                         to the request. Others, such as Range, are not signed
  --legacy-store STORE   with v2: s3 (default), minio or ceph, which read it otherwise

Output:
  --output FORMAT        url (default), json, or curl: a line for a POSIX shell
  --json                 short for --output json: {"method", "url", "headers" (to be
                         sent with the request), "signed_headers", "expires",
                         "effective_expiry" (earlier when the credentials expire first)}

Whoever has the URL can use it until it expires: treat it as a password.
`

const postHelp = `sig4 post: print a form with which a browser, or curl, uploads to S3.

Examples:
  sig4 post s3://my-bucket/photo.jpg --max-size 10485760
  sig4 post 's3://my-bucket/uploads/${filename}' --max-size 10485760 --output html
  sig4 post s3://my-bucket/photo.jpg --field acl=private --field Content-Type=image/jpeg --output curl
  sig4 post s3://my-bucket/photo.jpg --condition '["starts-with","$Content-Type","image/"]'
  sig4 post 's3://my-bucket/uploads/${filename}' --output curl --file photo.jpg
  sig4 post --bucket my-bucket --key a.txt --endpoint-url http://localhost:9000 --expires 15m

Usage: sig4 post [flags] s3://BUCKET/KEY

A key that ends in ${filename} takes the name of the uploaded file there, and lets
its sender choose it: use single quotes, and a slash before it.

What may be uploaded:
  --bucket B, --key K    the target, in place of s3://BUCKET/KEY
  --field NAME=VALUE     a further field of the form, with an exact condition unless
                         --condition gives another; repeatable
  --condition JSON       a condition: {"acl":"private"}, ["eq","$acl","private"],
                         ["starts-with","$Content-Type","image/"] or
                         ["content-length-range",1,1048576]; repeatable
  --allow-any-key        let a key be ${filename} alone: its sender then chooses it,
                         and may overwrite every object of the bucket
  --allow-any-content-type  let a condition on Content-Type admit everything, pages with
                         scripts too
  --min-size N           the smallest file, in bytes
  --max-size N           the largest file, in bytes
  --expires D            how long the form works: seconds, or 15m, 1h; 1 second to
                         7 days; default 1h
  --strict               fail when the credentials expire before the form; without it
                         that is a warning
  --clamp                shorten the form's life to that of the credentials instead
  --time T               sign as of this time: RFC 3339 or 20130524T000000Z

Where the bucket is:
  --region R             default AWS_REGION, AWS_DEFAULT_REGION, us-east-1
  --endpoint-url URL     a store that is not AWS's, such as http://localhost:9000
  --addressing STYLE     auto, path or virtual: where the bucket stands. auto is
                         virtual on AWS and path on other endpoints
  --dualstack            AWS's hosts for IPv6 and IPv4
  --fips                 AWS's hosts with cryptography validated to FIPS 140
  --accelerate           S3 Transfer Acceleration
  --global-endpoint      the old host without a region, bucket.s3.amazonaws.com
  --match-arn-region     refuse an ARN of another region than --region

LEGACY, for stores that know nothing newer; AWS refuses it in newer regions and for
buckets made after 2020-06-24:
  --signature VERSION    v4 (default), or v2: HMAC-SHA1, without date and region

Output:
  --output FORMAT        json (default): {"url", "fields"} as boto3 has it; html: a
                         page that needs no script, and with one shows the progress,
                         takes several files where the key ends in ${filename}, and
                         refuses what the form does not admit; curl: a line for a
                         POSIX shell
  --json                 short for --output json
  --file PATH            with curl: the file that the line uploads, whose name
                         ${filename} then becomes; default -, standard input

Whoever has the form can use it until it expires: treat it as a password.
`

// signFlagsHelp is what sign and explain have in common.
const signFlagsHelp = `The request is what goes over the wire: request line, headers, empty line, body;
lines end in LF or CRLF. The target is every byte between the first and the last
space of the request line. Folded headers are joined with one space.

X-Amz-Date in the request gives the time, X-Amz-Security-Token the session token
where the environment has none, X-Amz-Content-Sha256 the payload hash; each must
agree with the flags and the environment. They are written anew where they belong.

What is signed, and for whom:
  --region R               default AWS_REGION, AWS_DEFAULT_REGION, us-east-1 for S3
  --service S              the service's signing name; needed but for S3's own hosts
  --time T                 sign as of this time: RFC 3339 or 20130524T000000Z
  --query                  sign in the query (a presigned URL), not in a header
  --expires D              with --query: seconds, or 15m, 1h; default 1h
  --payload P              hash (of the body), unsigned, or the SHA-256 in
                           hexadecimal; default hash, and unsigned for S3 with --query
  --sign-headers H         all (default): every header but those that proxies and
                           clients change, such as user-agent, connection and
                           content-length; default: content-type, content-md5 and
                           x-amz-*; or names with commas between them: these and
                           x-amz-*. Host is always signed

What differs between services (default: as the service wants it):
  --normalize=true|false        take dot segments and repeated slashes out of the path
  --double-encode=true|false    encode the path's escapes once more
  --content-sha256=true|false   add X-Amz-Content-Sha256
  --token MODE                  the session token: signed (default), after (added after
                                signing, as AWS IoT wants it), or s3express

Output:
`

const signHelp = `sig4 sign: read a raw HTTP request and print it signed.

Examples:
  printf 'GET /a.txt HTTP/1.1\nHost: my-bucket.s3.amazonaws.com\n\n' | sig4 sign
  printf 'POST / HTTP/1.1\r\nHost: sts.amazonaws.com\r\n\r\nAction=GetCallerIdentity&Version=2011-06-15' | sig4 sign --service sts --region us-east-1
  printf 'GET /a.txt HTTP/1.1\nHost: my-bucket.s3.amazonaws.com\n\n' | sig4 sign --query --expires 15m

Usage: sig4 sign [flags] < REQUEST

` + signFlagsHelp + `  --output FORMAT          raw (default): the signed request; or json
  --json                   short for --output json: {"headers" (those that were
                           added), "authorization", "url", "signed_request"}
`

const explainHelp = `sig4 explain: read a raw HTTP request and show every step of signing it.

Examples:
  printf 'GET /a.txt HTTP/1.1\nHost: my-bucket.s3.amazonaws.com\n\n' | sig4 explain
  printf 'GET /?Action=ListUsers&Version=2010-05-08 HTTP/1.1\nHost: iam.amazonaws.com\n\n' | sig4 explain --service iam --region us-east-1
  printf 'GET /a.txt HTTP/1.1\nHost: my-bucket.s3.amazonaws.com\n\n' | sig4 explain --query --json

Usage: sig4 explain [flags] < REQUEST

` + signFlagsHelp + `  --output FORMAT          text (default), or json
  --json                   short for --output json: {"canonical_request",
                           "string_to_sign", "scope", "signature", "authorization",
                           "signed_request", "url"}; what does not apply is empty

The steps hold neither the secret nor a key, but they hold a session token.
`

const versionHelp = `sig4 version: print which version this is.

Examples:
  sig4 version
  sig4 version --json

Usage: sig4 version [flags]

  --output FORMAT        text (default), or json
  --json                 short for --output json: {"version", "go", "platform",
                         "revision"}
`
