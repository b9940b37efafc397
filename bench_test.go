package sig4_test

import (
	_ "github.com/google/go-cmp/cmp"
	_ "github.com/minio/minio-go/v7"
	_ "github.com/minio/minio-go/v7/pkg/credentials"
	_ "github.com/minio/minio-go/v7/pkg/signer"
)
