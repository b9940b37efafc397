package sigv4

// sortSpans sorts by name, then by order, then by value. Sorting whole
// name=value strings would be wrong: '=' sorts after '-', so that id-type=x
// would come before id=x.
//
// Requests have few names, mostly in order already: insertion sort is fastest.
// Longer lists go through a heap first, so that no request costs its square.
func sortSpans(s []span, buf []byte) {
	if len(s) > 32 {
		heapSort(s, buf)
		return
	}
	for i := 1; i < len(s); i++ {
		for j := i; j > 0 && less(s[j], s[j-1], buf); j-- {
			s[j], s[j-1] = s[j-1], s[j]
		}
	}
}

func heapSort(s []span, buf []byte) {
	sift := func(root, n int) {
		for {
			child := 2*root + 1
			if child >= n {
				return
			}
			if child+1 < n && less(s[child], s[child+1], buf) {
				child++
			}
			if !less(s[root], s[child], buf) {
				return
			}
			s[root], s[child] = s[child], s[root]
			root = child
		}
	}
	for i := len(s)/2 - 1; i >= 0; i-- {
		sift(i, len(s))
	}
	for n := len(s) - 1; n > 0; n-- {
		s[0], s[n] = s[n], s[0]
		sift(0, n)
	}
}

func less(a, b span, buf []byte) bool {
	if x, y := buf[a.start], buf[b.start]; x != y && a.mid > a.start && b.mid > b.start {
		return x < y
	}
	an, bn := buf[a.start:a.mid], buf[b.start:b.mid]
	if string(an) != string(bn) {
		return string(an) < string(bn)
	}
	if a.order != b.order {
		return a.order < b.order
	}
	// A header's span ends with its name; a pair's value follows the '='.
	return string(buf[a.mid:a.end]) < string(buf[b.mid:b.end])
}
