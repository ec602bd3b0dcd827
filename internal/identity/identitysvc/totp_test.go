package identitysvc

import (
	"strings"
	"testing"
	"time"
)

// TestTOTP_RFC6238 takes the vectors of appendix B for SHA-1. They have eight digits; six are their last six.
func TestTOTP_RFC6238(t *testing.T) {
	key := []byte("12345678901234567890")
	for _, v := range []struct {
		at   int64
		want string
	}{
		{59, "94287082"},
		{1111111109, "07081804"},
		{1111111111, "14050471"},
		{1234567890, "89005924"},
		{2000000000, "69279037"},
		{20000000000, "65353130"},
	} {
		got, err := totpCode(key, totpStep(time.Unix(v.at, 0)))
		if err != nil || got != v.want[2:] {
			t.Errorf("at %d: got %s, %v; want %s", v.at, got, err, v.want[2:])
		}
	}
}

func TestTypedCode(t *testing.T) {
	for typed, want := range map[string]string{
		"123 456": "123456", " 123456\n": "123456", "١٢٣٤٥٦": "123456", "१२३४५६": "123456", "１２３４５６": "123456",
		"ABCD-efgh-1234": "abcdefgh1234", "": "",
	} {
		if got := typedCode(typed); got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}

func TestTOTPAddress(t *testing.T) {
	got := totpURI("Our Tamatar", "ada", "ABC234")
	if want := "otpauth://totp/Our%20Tamatar:ada?secret=ABC234&issuer=Our%20Tamatar"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestQRPictureHasItsThreeCorners(t *testing.T) {
	pic, err := drawQR("otpauth://totp/Tamatar:ada?secret=JBSWY3DPEHPK3PXP&issuer=Tamatar")
	if err != nil {
		t.Fatal(err)
	}
	right, bottom := pic.Size-qrQuiet-7, pic.Size-qrQuiet-7
	for _, bar := range []string{"M4 4h7v1h-7z", "M" + itoa(right) + " 4h7v1h-7z", "M4 " + itoa(bottom) + "h7v1h-7z"} {
		if !strings.Contains(pic.Path, bar) {
			t.Errorf("no finder pattern begins with %s", bar)
		}
	}
}

func itoa(n int) string {
	text := ""
	for ; n > 0; n /= 10 {
		text = string(rune('0'+n%10)) + text
	}
	return text
}

func TestPasskeysNeedASecureHost(t *testing.T) {
	for base, want := range map[string]string{
		"https://log.example": "log.example", "https://log.example:8443/sub": "log.example", "http://localhost:8080": "localhost",
		"http://app.localhost:8080": "app.localhost", "http://log.example": "", "https://192.0.2.1": "", "http://127.0.0.1:8080": "", "::": "",
	} {
		if got := passkeyHost(base); got != want {
			t.Errorf("%s: got %q, want %q", base, got, want)
		}
	}
}

func TestRecoveryCodesAreReadAsTyped(t *testing.T) {
	for typed, want := range map[string]string{"O1IL-uuuu-AAAA": "0111vvvvaaaa", "0123 4567 89ab": "0123456789ab"} {
		if got := unmistaken.Replace(typedCode(typed)); got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
	code, err := recoveryCode()
	if err != nil || len(code) != recoveryLength || unmistaken.Replace(code) != code || strings.Trim(code, recoveryLetters) != "" {
		t.Errorf("code %q, %v", code, err)
	}
}
