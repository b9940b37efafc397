package policy_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/sig4/sig4/policy"
	"github.com/sig4/sig4/sigv4"
)

// A form with which a browser may upload one image of up to 10 MiB below
// user/eric/, within a quarter of an hour.
func ExampleSign() {
	signer, err := sigv4.NewSigner(sigv4.Credentials{
		AccessKeyID:     "AKIAIOSFODNN7EXAMPLE",
		SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
	}, sigv4.Scope{Region: "eu-central-1", Service: "s3"})
	if err != nil {
		log.Fatal(err)
	}
	form, err := policy.Sign(policy.Post{
		URL:    "https://amzn-b.s3.eu-central-1.amazonaws.com/",
		Bucket: "amzn-b",
		Key:    "user/eric/${filename}",
		Fields: []policy.Field{
			{Name: "acl", Value: "private"},
			{Name: "success_action_status", Value: "201"},
		},
		Conditions: []policy.Condition{
			policy.StartsWith{Name: "Content-Type", Prefix: "image/"},
			policy.ContentLengthRange{Min: 1, Max: 10 << 20},
		},
		Expires: 15 * time.Minute,
	}, signer, time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(form.Policy)
	fmt.Println("POST", form.URL)
	for _, f := range form.Fields {
		fmt.Printf("%s: %.64s\n", f.Name, f.Value) // the policy is longer
	}
	// Output:
	// {"expiration": "2013-05-24T00:15:00Z", "conditions": [["starts-with", "$Content-Type", "image/"], ["content-length-range", 1, 10485760], {"acl": "private"}, {"success_action_status": "201"}, {"bucket": "amzn-b"}, ["starts-with", "$key", "user/eric/"], {"x-amz-algorithm": "AWS4-HMAC-SHA256"}, {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20130524/eu-central-1/s3/aws4_request"}, {"x-amz-date": "20130524T000000Z"}]}
	// POST https://amzn-b.s3.eu-central-1.amazonaws.com/
	// acl: private
	// success_action_status: 201
	// key: user/eric/${filename}
	// x-amz-algorithm: AWS4-HMAC-SHA256
	// x-amz-credential: AKIAIOSFODNN7EXAMPLE/20130524/eu-central-1/s3/aws4_request
	// x-amz-date: 20130524T000000Z
	// policy: eyJleHBpcmF0aW9uIjogIjIwMTMtMDUtMjRUMDA6MTU6MDBaIiwgImNvbmRpdGlv
	// x-amz-signature: 464a79cf3fe74f0a535e70947f34ac0cb4983351609ad398fb60debd91631033
}

// exampleSigner signs with the key of AWS's documentation.
func exampleSigner() *sigv4.Signer {
	signer, err := sigv4.NewSigner(sigv4.Credentials{
		AccessKeyID:     "AKIAIOSFODNN7EXAMPLE",
		SecretAccessKey: sigv4.NewSecret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
	}, sigv4.Scope{Region: "eu-central-1", Service: "s3"})
	if err != nil {
		log.Fatal(err)
	}
	return signer
}

// Send a form from a program: all fields in their order, then the file.
func ExampleForm() {
	store := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, file, err := r.FormFile("file")
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(r.FormValue("key"), file.Filename, file.Size)
		w.WriteHeader(http.StatusNoContent)
	}))
	defer store.Close()

	form, err := policy.Sign(policy.Post{
		URL: store.URL + "/amzn-b", Bucket: "amzn-b", Key: "user/eric/${filename}",
		Conditions: []policy.Condition{policy.ContentLengthRange{Min: 1, Max: 10 << 20}},
		Expires:    15 * time.Minute,
	}, exampleSigner(), time.Now())
	if err != nil {
		log.Fatal(err)
	}

	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, field := range form.Fields {
		if err := w.WriteField(field.Name, field.Value); err != nil {
			log.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("file", "photo.jpg")
	if err != nil {
		log.Fatal(err)
	}
	io.WriteString(part, "the photo")
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	response, err := http.Post(form.URL, w.FormDataContentType(), &body)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	fmt.Println(response.Status)
	// Output:
	// user/eric/${filename} photo.jpg 9
	// 204 No Content
}

// Look at what a form admits before it is handed out.
func ExampleForm_warnings() {
	form, err := policy.Sign(policy.Post{
		URL: "https://amzn-b.s3.eu-central-1.amazonaws.com/", Bucket: "amzn-b", Key: "user/1${filename}",
		Conditions: []policy.Condition{policy.StartsWith{Name: "Content-Type", Prefix: "image/"}},
		Expires:    15 * time.Minute,
	}, exampleSigner(), time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC))
	if err != nil {
		log.Fatal(err)
	}
	for _, w := range form.Warnings {
		fmt.Println(w.Kind, w.Name)
	}
	// Output:
	// script Content-Type
	// key-prefix key
	// no-size
}

func ExampleForm_AppendCurl() {
	form := policy.Form{URL: "http://localhost:9000/amzn-b", Fields: []policy.Field{{Name: "key", Value: "it's"}}}
	line, err := form.AppendCurl(nil, "photo.jpg")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s\n", line)
	// Output:
	// curl --form-string 'key=it'\''s' --form 'file=@"photo.jpg"' 'http://localhost:9000/amzn-b'
}

// Conditions in the JSON of a policy, as they come from a configuration file.
func ExampleParseCondition() {
	for _, text := range []string{
		`["starts-with", "$Content-Type", "image/"]`,
		`["content-length-range", 1, 1048576]`,
		`{"acl": "private", "acl": "public-read"}`,
	} {
		c, err := policy.ParseCondition(text)
		var refused *policy.Error
		if errors.As(err, &refused) {
			fmt.Println(refused.Reason)
			fmt.Println(refused.Answer)
			continue
		}
		fmt.Printf("%#v\n", c)
	}
	// Output:
	// policy.StartsWith{Name:"Content-Type", Prefix:"image/"}
	// policy.ContentLengthRange{Min:1, Max:1048576}
	// it must have exactly one member
	// Invalid Policy: Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.
}
