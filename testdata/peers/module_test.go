package peers

import (
	"os"
	"strings"
	"testing"
)

// TestNoSDKAtTheRoot holds that comparing with the AWS SDK costs nobody anything:
// the module that others require does not know it.
func TestNoSDKAtTheRoot(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"../../go.mod", "../../go.sum"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), "github.com/minio/minio-go/v7") {
			t.Errorf("%s is not the root's", name)
		}
		if strings.Contains(string(text), "github.com/aws/") {
			t.Errorf("%s requires the AWS SDK", name)
		}
	}
}
