package sigv4

import "time"

// checkTime does check 5. The skew is a grace for clocks that differ: a presigned
// URL that is over is over, as its end is part of what was signed.
func (g *verification) checkTime(now time.Time) *Refusal {
	config := &g.v.config
	age := now.Sub(time.Unix(g.unix, 0)) // the longest there is, where it is longer
	if !g.presigned {
		if age > config.Skew || age < -config.Skew {
			return refuse(TimeTooSkewed, spelled[isDate], "")
		}
		return nil
	}
	life := time.Duration(g.expires) * time.Second
	switch {
	case life > config.MaxLifetime:
		return refuse(LifetimeTooLong, spelled[isExpires], "")
	case age < -config.Skew:
		return refuse(NotYetValid, spelled[isDate], "")
	case age > life || life == 0: // a URL that lives for no time was never valid
		return refuse(Expired, spelled[isExpires], "")
	}
	return nil
}
