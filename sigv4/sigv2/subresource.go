package sigv2

// Where a query parameter is known to be part of the CanonicalizedResource.
type source uint8

const (
	docs  source = 1 << iota // S3 User Guide, "Signing and authenticating REST requests", all editions together
	boto                     // botocore, auth.py, HmacV1Auth.QSAOfInterest, what AWS's own clients sign
	minio                    // MinIO, cmd/signature-v2.go, resourceList
	ceph                     // Ceph, src/rgw/rgw_auth_s3.cc, signed_subresources
)

// subresources are the query parameters that are signed, sorted, each with those
// who say so. The documentation's list is the shortest and incomplete: S3 has
// gained operations since, and botocore's list followed.
//
// publicAccessBlock, ownershipControls, intelligent-tiering and attributes are
// in neither AWS list, and in StoreS3 not signed.
var subresources = [...]struct {
	name string
	in   source
}{
	{"accelerate", boto},
	{"acl", docs | boto | minio | ceph},
	{"analytics", boto},
	{"cors", boto | minio | ceph},
	{"defaultObjectAcl", boto}, // Google Cloud Storage's
	{"delete", docs | boto | minio | ceph},
	{"encryption", minio | ceph},
	{"inventory", boto},
	{"legal-hold", minio},
	{"lifecycle", docs | boto | minio | ceph},
	{"location", docs | boto | minio | ceph},
	{"logging", docs | boto | minio | ceph},
	{"metrics", boto},
	{"notification", docs | boto | minio | ceph},
	{"object-lock", boto | ceph},
	{"partNumber", docs | boto | minio | ceph},
	{"policy", docs | boto | minio | ceph},
	{"policyStatus", ceph},
	{"publicAccessBlock", ceph},
	{"replication", boto},
	{"requestPayment", docs | boto | minio | ceph},
	{"response-cache-control", docs | boto | minio | ceph},
	{"response-content-disposition", docs | boto | minio | ceph},
	{"response-content-encoding", docs | boto | minio | ceph},
	{"response-content-language", docs | boto | minio | ceph},
	{"response-content-type", docs | boto | minio | ceph},
	{"response-expires", docs | boto | minio | ceph},
	{"restore", boto},
	{"retention", minio},
	{"select", boto | minio},
	{"select-type", boto | minio},
	{"storageClass", boto}, // Google Cloud Storage's
	{"tagging", boto | minio | ceph},
	{"torrent", docs | boto | minio | ceph},
	{"uploadId", docs | boto | minio | ceph},
	{"uploads", docs | boto | minio | ceph},
	{"versionId", docs | boto | minio | ceph},
	{"versioning", docs | boto | minio | ceph},
	{"versions", docs | boto | minio | ceph},
	{"website", docs | boto | minio | ceph},
}

// sources returns whose list a store follows.
func (s Store) sources() source {
	switch s {
	case StoreMinIO:
		return minio
	case StoreCeph:
		return ceph
	}
	return docs | boto
}

// isSubresource reports whether one of those in holds name for a sub-resource.
func isSubresource(name string, in source) bool {
	for _, s := range subresources {
		if s.name == name {
			return s.in&in != 0
		}
	}
	return false
}

// Subresources returns the names, sorted, of the query parameters that are
// signed for the store. It returns nil for a value that is none of the
// constants. The caller owns the result.
func (s Store) Subresources() []string {
	if s >= stores {
		return nil
	}
	var names []string
	for _, sub := range subresources {
		if sub.in&s.sources() != 0 {
			names = append(names, sub.name)
		}
	}
	return names
}
