package portabilitysvc

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"tamatar.dev/tamatar/internal/platform/portable"
	"tamatar.dev/tamatar/internal/portability"
)

// Write writes everything of a person to w as one archive: the same data gives the same bytes. With records it also
// holds, apart from the rest, what this instance has noted about the account. progress is called with the number of
// files so far and may be nil. Everything is read from one state of the database, however long that takes. The caller
// has the right to it.
func (s *Service) Write(ctx context.Context, userID string, records bool, w io.Writer, progress func(files int)) error {
	return s.DB.AtOneState(ctx, func(ctx context.Context) error { return s.write(ctx, userID, records, w, progress) })
}

func (s *Service) write(ctx context.Context, userID string, records bool, w io.Writer, progress func(files int)) error {
	n := 0
	a, err := newArchiveWriter(w, func() {
		if n++; progress != nil {
			progress(n)
		}
	})
	if err != nil {
		return err
	}
	parts := slices.Clone(s.Parts)
	slices.SortFunc(parts, func(a, b portable.Part) int { return strings.Compare(a.Domain, b.Domain) })
	for _, p := range parts {
		if p.Export == nil {
			continue
		}
		if err := p.Export(ctx, userID, portable.NewOut(a, p.Domain)); err != nil {
			return fmt.Errorf("export %s: %w", p.Domain, err)
		}
	}
	if err := a.manifest(""); err != nil {
		return err
	}
	if records {
		if err := writeRecords(ctx, parts, userID, a); err != nil {
			return err
		}
	}
	return a.close()
}

func writeRecords(ctx context.Context, parts []portable.Part, userID string, a *archiveWriter) error {
	for _, p := range parts {
		if p.Record == nil {
			continue
		}
		if err := p.Record(ctx, userID, portable.NewOut(a, recordsFolder+"/"+p.Domain)); err != nil {
			return fmt.Errorf("record %s: %w", p.Domain, err)
		}
	}
	return a.manifest(recordsFolder + "/")
}

// Read brings an archive into a person's account, or with dryRun only reports what would become of it. Doing it again
// changes nothing. What is wrong with the archive is in the report, and no error. The caller has the right to it.
func (s *Service) Read(ctx context.Context, userID string, r io.ReaderAt, size int64, dryRun bool, report *portable.Report) error {
	if s.Foreign != nil && isForeign(r, size) {
		known, err := s.Foreign.ImportZip(ctx, userID, r, size, dryRun, report)
		if err != nil {
			return fmt.Errorf("import a foreign archive: %w", err)
		}
		if !known {
			return refused(report, portability.ErrNoManifest)
		}
		return nil
	}
	source, err := openArchive(r, size, report)
	if err != nil {
		return refused(report, err)
	}
	for _, p := range s.Parts {
		if p.Import == nil {
			continue
		}
		if err := p.Import(ctx, portable.NewIn(source, p.Domain, userID, dryRun, report)); err != nil {
			if err = report.Refuse("files", p.Domain+"/", err); err != nil {
				return fmt.Errorf("import %s: %w", p.Domain, err)
			}
		}
	}
	return nil
}

// isForeign reports whether this is a zip without the manifest that every export of Tamatar has.
func isForeign(r io.ReaderAt, size int64) bool {
	z, err := zip.NewReader(&budgetReader{r: r, left: indexBudget}, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return false
	}
	return !slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == manifestName })
}

// refused puts what is wrong with the archive as a whole into the report.
func refused(report *portable.Report, err error) error {
	if report.Refused > 0 && err == errUnsound { //nolint:errorlint // it is never wrapped
		return nil
	}
	return report.Refuse("files", "", err)
}
