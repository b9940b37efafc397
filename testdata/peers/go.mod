module github.com/sig4/sig4/testdata/peers

go 1.25.0

replace github.com/sig4/sig4 => ../..

require (
	github.com/aws/aws-sdk-go-v2 v1.47.7
	github.com/aws/smithy-go/aws-http-auth v1.1.3
	github.com/minio/minio-go/v7 v7.3.0
	github.com/sig4/sig4 v0.0.0-00010101000000-000000000000
)

require (
	github.com/aws/smithy-go v1.28.8 // indirect
	github.com/klauspost/cpuid/v2 v2.4.0 // indirect
	github.com/minio/md5-simd v1.1.2 // indirect
	golang.org/x/net v0.58.0 // indirect
	golang.org/x/sys v0.47.0 // indirect
	golang.org/x/text v0.41.0 // indirect
)
