package s3

// An operation is a row of the table.
//
// Its parameters are names in the table of parameters. "!" follows those that
// are required, "*" precedes those that are the body, ">" those that travel in
// a header that begins with x-amz-fwd-header-, and "@" a name in the table of
// groups.
type operation struct {
	name   string
	method string
	query  string // what every request has
	params string
	traits trait
}

type trait uint8

const (
	checksum   trait = 1 << iota // the request needs a checksum of its body
	deprecated                   // another operation replaces it
	control                      // directory buckets serve it at the control endpoint of their region
)

// operations are S3's, sorted by name. The source is the S3 API Reference,
// "Actions", and, for the deprecated ones and for which endpoint serves
// directory buckets, the public service model of AWS's SDKs.
//
// The table is plain text, read one row at a time when an operation is first
// used, so it costs nothing at start-up.
var operations = [...]operation{
	{"AbortMultipartUpload", "DELETE", "", "@object UploadId! RequestPayer IfMatchInitiatedTime", 0},
	{"CompleteMultipartUpload", "POST", "", "@object @sums @ssec UploadId! ChecksumType MpuObjectSize RequestPayer IfMatch IfNoneMatch *MultipartUpload", 0},
	{"CopyObject", "PUT", "", "@object @ssec @source @sse @grants @lock @content ACL ChecksumAlgorithm.object IfMatch IfNoneMatch Metadata MetadataDirective TaggingDirective AnnotationDirective StorageClass WebsiteRedirectLocation RequestPayer Tagging", 0},
	{"CreateBucket", "PUT", "", "@grants Bucket! ACL GrantWrite ObjectLockEnabledForBucket ObjectOwnership BucketNamespace *CreateBucketConfiguration", control},
	{"CreateBucketMetadataConfiguration", "POST", "metadataConfiguration", "@bucket @put *MetadataConfiguration!", control},
	{"CreateBucketMetadataTableConfiguration", "POST", "metadataTable", "@bucket @put *MetadataTableConfiguration!", control},
	{"CreateMultipartUpload", "POST", "uploads", "@object @ssec @sse @grants @lock @content ACL Metadata StorageClass WebsiteRedirectLocation RequestPayer Tagging ChecksumAlgorithm.object ChecksumType", 0},
	{"CreateSession", "GET", "session", "@sse Bucket! SessionMode", 0},
	{"DeleteBucket", "DELETE", "", "@bucket", control},
	{"DeleteBucketAnalyticsConfiguration", "DELETE", "analytics", "@bucket Id!", control},
	{"DeleteBucketCors", "DELETE", "cors", "@bucket", control},
	{"DeleteBucketEncryption", "DELETE", "encryption", "@bucket", control},
	{"DeleteBucketIntelligentTieringConfiguration", "DELETE", "intelligent-tiering", "@bucket Id!", control},
	{"DeleteBucketInventoryConfiguration", "DELETE", "inventory", "@bucket Id!", control},
	{"DeleteBucketLifecycle", "DELETE", "lifecycle", "@bucket", control},
	{"DeleteBucketMetadataConfiguration", "DELETE", "metadataConfiguration", "@bucket", control},
	{"DeleteBucketMetadataTableConfiguration", "DELETE", "metadataTable", "@bucket", control},
	{"DeleteBucketMetricsConfiguration", "DELETE", "metrics", "@bucket Id!", control},
	{"DeleteBucketOwnershipControls", "DELETE", "ownershipControls", "@bucket", control},
	{"DeleteBucketPolicy", "DELETE", "policy", "@bucket", control},
	{"DeleteBucketReplication", "DELETE", "replication", "@bucket", control},
	{"DeleteBucketTagging", "DELETE", "tagging", "@bucket", control},
	{"DeleteBucketWebsite", "DELETE", "website", "@bucket", control},
	{"DeleteObject", "DELETE", "", "@object VersionId MFA RequestPayer BypassGovernanceRetention IfMatch IfMatchLastModifiedTime IfMatchSize", 0},
	{"DeleteObjectAnnotation", "DELETE", "annotation", "@object AnnotationName! VersionId RequestPayer ObjectIfMatch", 0},
	{"DeleteObjectTagging", "DELETE", "tagging", "@object VersionId", 0},
	{"DeleteObjects", "POST", "delete", "@bucket MFA RequestPayer BypassGovernanceRetention ChecksumAlgorithm *Delete!", checksum},
	{"DeletePublicAccessBlock", "DELETE", "publicAccessBlock", "@bucket", control},
	{"GetBucketAbac", "GET", "abac", "@bucket", 0},
	{"GetBucketAccelerateConfiguration", "GET", "accelerate", "@bucket RequestPayer", control},
	{"GetBucketAcl", "GET", "acl", "@bucket", control},
	{"GetBucketAnalyticsConfiguration", "GET", "analytics", "@bucket Id!", control},
	{"GetBucketCors", "GET", "cors", "@bucket", control},
	{"GetBucketEncryption", "GET", "encryption", "@bucket", control},
	{"GetBucketIntelligentTieringConfiguration", "GET", "intelligent-tiering", "@bucket Id!", control},
	{"GetBucketInventoryConfiguration", "GET", "inventory", "@bucket Id!", control},
	{"GetBucketLifecycle", "GET", "lifecycle", "@bucket", control | deprecated},
	{"GetBucketLifecycleConfiguration", "GET", "lifecycle", "@bucket", control},
	{"GetBucketLocation", "GET", "location", "@bucket", control},
	{"GetBucketLogging", "GET", "logging", "@bucket", control},
	{"GetBucketMetadataConfiguration", "GET", "metadataConfiguration", "@bucket", control},
	{"GetBucketMetadataTableConfiguration", "GET", "metadataTable", "@bucket", control},
	{"GetBucketMetricsConfiguration", "GET", "metrics", "@bucket Id!", control},
	{"GetBucketNotification", "GET", "notification", "@bucket", control | deprecated},
	{"GetBucketNotificationConfiguration", "GET", "notification", "@bucket", control},
	{"GetBucketOwnershipControls", "GET", "ownershipControls", "@bucket", control},
	{"GetBucketPolicy", "GET", "policy", "@bucket", control},
	{"GetBucketPolicyStatus", "GET", "policyStatus", "@bucket", control},
	{"GetBucketReplication", "GET", "replication", "@bucket", control},
	{"GetBucketRequestPayment", "GET", "requestPayment", "@bucket", control},
	{"GetBucketTagging", "GET", "tagging", "@bucket", control},
	{"GetBucketVersioning", "GET", "versioning", "@bucket", control},
	{"GetBucketWebsite", "GET", "website", "@bucket", control},
	{"GetObject", "GET", "", "@object @ssec @conditions @response VersionId PartNumber Range RequestPayer ChecksumMode", 0},
	{"GetObjectAcl", "GET", "acl", "@object VersionId RequestPayer", 0},
	{"GetObjectAnnotation", "GET", "annotation", "@object AnnotationName! VersionId RequestPayer ChecksumMode", 0},
	{"GetObjectAttributes", "GET", "attributes", "@object @ssec VersionId ObjectAttributes! MaxParts.header PartNumberMarker.header RequestPayer", 0},
	{"GetObjectLegalHold", "GET", "legal-hold", "@object VersionId RequestPayer", 0},
	{"GetObjectLockConfiguration", "GET", "object-lock", "@bucket", 0},
	{"GetObjectRetention", "GET", "retention", "@object VersionId RequestPayer", 0},
	{"GetObjectTagging", "GET", "tagging", "@object VersionId RequestPayer", 0},
	{"GetObjectTorrent", "GET", "torrent", "@object RequestPayer", 0},
	{"GetPublicAccessBlock", "GET", "publicAccessBlock", "@bucket", control},
	{"HeadBucket", "HEAD", "", "@bucket", 0},
	{"HeadObject", "HEAD", "", "@object @ssec @conditions @response VersionId PartNumber Range RequestPayer ChecksumMode", 0},
	{"ListBucketAnalyticsConfigurations", "GET", "analytics", "@bucket ContinuationToken", control},
	{"ListBucketIntelligentTieringConfigurations", "GET", "intelligent-tiering", "@bucket ContinuationToken", control},
	{"ListBucketInventoryConfigurations", "GET", "inventory", "@bucket ContinuationToken", control},
	{"ListBucketMetricsConfigurations", "GET", "metrics", "@bucket ContinuationToken", control},
	{"ListBuckets", "GET", "", "MaxBuckets ContinuationToken Prefix BucketRegion", 0},
	{"ListDirectoryBuckets", "GET", "", "ContinuationToken MaxDirectoryBuckets", control},
	{"ListMultipartUploads", "GET", "uploads", "@bucket Delimiter EncodingType KeyMarker MaxUploads Prefix UploadIdMarker RequestPayer", 0},
	{"ListObjectAnnotations", "GET", "annotation", "@object VersionId MaxAnnotationResults AnnotationPrefix ContinuationToken RequestPayer", 0},
	{"ListObjectVersions", "GET", "versions", "@bucket Delimiter EncodingType KeyMarker MaxKeys Prefix VersionIdMarker RequestPayer OptionalObjectAttributes", 0},
	{"ListObjects", "GET", "", "@bucket Delimiter EncodingType Marker MaxKeys Prefix RequestPayer OptionalObjectAttributes", 0},
	{"ListObjectsV2", "GET", "list-type=2", "@bucket Delimiter EncodingType MaxKeys Prefix ContinuationToken FetchOwner StartAfter RequestPayer OptionalObjectAttributes", 0},
	{"ListParts", "GET", "", "@object @ssec UploadId! MaxParts PartNumberMarker RequestPayer", 0},
	{"PutBucketAbac", "PUT", "abac", "@bucket @put *AbacStatus!", 0},
	{"PutBucketAccelerateConfiguration", "PUT", "accelerate", "@bucket ChecksumAlgorithm *AccelerateConfiguration!", control},
	{"PutBucketAcl", "PUT", "acl", "@bucket @grants @put ACL GrantWrite *AccessControlPolicy", control | checksum},
	{"PutBucketAnalyticsConfiguration", "PUT", "analytics", "@bucket Id! *AnalyticsConfiguration!", control},
	{"PutBucketCors", "PUT", "cors", "@bucket @put *CORSConfiguration!", control | checksum},
	{"PutBucketEncryption", "PUT", "encryption", "@bucket @put *ServerSideEncryptionConfiguration!", control | checksum},
	{"PutBucketIntelligentTieringConfiguration", "PUT", "intelligent-tiering", "@bucket Id! *IntelligentTieringConfiguration!", control},
	{"PutBucketInventoryConfiguration", "PUT", "inventory", "@bucket Id! *InventoryConfiguration!", control},
	{"PutBucketLifecycle", "PUT", "lifecycle", "@bucket @put *LifecycleConfiguration", control | checksum | deprecated},
	{"PutBucketLifecycleConfiguration", "PUT", "lifecycle", "@bucket ChecksumAlgorithm TransitionDefaultMinimumObjectSize *LifecycleConfiguration", control | checksum},
	{"PutBucketLogging", "PUT", "logging", "@bucket @put *BucketLoggingStatus!", control | checksum},
	{"PutBucketMetricsConfiguration", "PUT", "metrics", "@bucket Id! *MetricsConfiguration!", control},
	{"PutBucketNotification", "PUT", "notification", "@bucket @put *NotificationConfiguration!", control | checksum | deprecated},
	{"PutBucketNotificationConfiguration", "PUT", "notification", "@bucket SkipDestinationValidation *NotificationConfiguration!", control},
	{"PutBucketOwnershipControls", "PUT", "ownershipControls", "@bucket @put *OwnershipControls!", control | checksum},
	{"PutBucketPolicy", "PUT", "policy", "@bucket @put ConfirmRemoveSelfBucketAccess *Policy!", control | checksum},
	{"PutBucketReplication", "PUT", "replication", "@bucket @put Token *ReplicationConfiguration!", control | checksum},
	{"PutBucketRequestPayment", "PUT", "requestPayment", "@bucket @put *RequestPaymentConfiguration!", control | checksum},
	{"PutBucketTagging", "PUT", "tagging", "@bucket @put *Tagging!", control | checksum},
	{"PutBucketVersioning", "PUT", "versioning", "@bucket @put MFA *VersioningConfiguration!", control | checksum},
	{"PutBucketWebsite", "PUT", "website", "@bucket @put *WebsiteConfiguration!", control | checksum},
	{"PutObject", "PUT", "", "@object @sums @ssec @sse @grants @lock @content @put ACL ContentLength IfMatch IfNoneMatch WriteOffsetBytes Metadata StorageClass WebsiteRedirectLocation RequestPayer Tagging *Body", 0},
	{"PutObjectAcl", "PUT", "acl", "@object @grants @put VersionId ACL GrantWrite RequestPayer *AccessControlPolicy", checksum},
	{"PutObjectAnnotation", "PUT", "annotation", "@object @sums @put AnnotationName! VersionId ObjectIfMatch RequestPayer *AnnotationPayload!", 0},
	{"PutObjectLegalHold", "PUT", "legal-hold", "@object @put VersionId RequestPayer *LegalHold", checksum},
	{"PutObjectLockConfiguration", "PUT", "object-lock", "@bucket @put RequestPayer Token *ObjectLockConfiguration", checksum},
	{"PutObjectRetention", "PUT", "retention", "@object @put VersionId RequestPayer BypassGovernanceRetention *Retention", checksum},
	{"PutObjectTagging", "PUT", "tagging", "@object @put VersionId RequestPayer *Tagging!", checksum},
	{"PutPublicAccessBlock", "PUT", "publicAccessBlock", "@bucket @put *PublicAccessBlockConfiguration!", control | checksum},
	{"RenameObject", "PUT", "renameObject", "Bucket! Key! RenameSource! DestinationIfMatch DestinationIfNoneMatch DestinationIfModifiedSince DestinationIfUnmodifiedSince SourceIfMatch SourceIfNoneMatch SourceIfModifiedSince SourceIfUnmodifiedSince ClientToken", 0},
	{"RestoreObject", "POST", "restore", "@object VersionId RequestPayer ChecksumAlgorithm *RestoreRequest", 0},
	{"SelectObjectContent", "POST", "select&select-type=2", "@object @ssec *Expression! *ExpressionType! *InputSerialization! *OutputSerialization! *RequestProgress *ScanRange", 0},
	{"UpdateBucketMetadataAnnotationTableConfiguration", "PUT", "metadataAnnotationTable", "@bucket @put *AnnotationTableConfiguration!", control},
	{"UpdateBucketMetadataInventoryTableConfiguration", "PUT", "metadataInventoryTable", "@bucket @put *InventoryTableConfiguration!", control},
	{"UpdateBucketMetadataJournalTableConfiguration", "PUT", "metadataJournalTable", "@bucket @put *JournalTableConfiguration!", control},
	{"UpdateObjectEncryption", "PUT", "encryption", "@object @put VersionId RequestPayer *ObjectEncryption!", 0},
	{"UploadPart", "PUT", "", "@object @sums @ssec @put PartNumber! UploadId! ContentLength RequestPayer *Body", 0},
	{"UploadPartCopy", "PUT", "", "@object @ssec @source PartNumber! UploadId! CopySourceRange RequestPayer", 0},
	{"WriteGetObjectResponse", "POST", "", "RequestRoute! RequestToken! StatusCode ErrorCode ErrorMessage AcceptRanges >CacheControl >ContentDisposition >ContentEncoding >ContentLanguage ContentLength ContentRange >ContentType >ChecksumCRC32 >ChecksumCRC32C >ChecksumCRC64NVME >ChecksumSHA1 >ChecksumSHA256 >ChecksumSHA512 >ChecksumMD5 >ChecksumXXHASH64 >ChecksumXXHASH3 >ChecksumXXHASH128 DeleteMarker ETag >Expires Expiration LastModified MissingMeta Metadata >ObjectLockMode >ObjectLockLegalHoldStatus >ObjectLockRetainUntilDate PartsCount ReplicationStatus RequestCharged Restore >ServerSideEncryption >SSECustomerAlgorithm >SSEKMSKeyId >SSECustomerKeyMD5 >StorageClass TagCount VersionId.header >BucketKeyEnabled *Body", 0},
}
