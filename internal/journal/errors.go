package journal

import "tamatar.dev/tamatar/internal/platform/errs"

// Errors of the journal.
var (
	// ErrEntryNotFound covers what does not exist and what is not the caller's.
	ErrEntryNotFound = errs.New(errs.NotFound, "journal.entry_not_found", "This entry does not exist, or it is not yours.")
	// ErrBodyEmpty refuses a body without a visible character.
	ErrBodyEmpty = errs.New(errs.Invalid, "journal.body_empty", "There is no text yet. Write a line or two, then save.")
	// ErrBodyTooLong refuses more than 64 KiB.
	ErrBodyTooLong = errs.New(errs.Invalid, "journal.body_too_long",
		"This text is longer than 64 KiB, the most an entry can hold. Please split it over several entries.")
	// ErrBodyNotText refuses NUL and bytes that are not UTF-8.
	ErrBodyNotText = errs.New(errs.Invalid, "journal.body_not_text",
		"This text has bytes in it that are not readable text (not UTF-8, or a NUL). Please paste it again as plain text.")
	// ErrClientIDInvalid refuses a client id that cannot make a write repeatable.
	ErrClientIDInvalid = errs.New(errs.Invalid, "journal.client_id_invalid",
		"The client id must have 8 to 64 characters out of letters, digits and - _ . :")
	// ErrKindInvalid refuses an unknown kind.
	ErrKindInvalid = errs.New(errs.Invalid, "journal.kind_invalid", "Choose one of the kinds: done, learned, blocked, plan, note, decision, meeting.")
	// ErrDayOutOfRange refuses a day before 1970 or more than a year ahead.
	ErrDayOutOfRange = errs.New(errs.Invalid, "journal.day_out_of_range", "Choose a day between 1970 and one year from today.")
	// ErrZoneUnknown refuses a zone that is not in the tz database.
	ErrZoneUnknown = errs.New(errs.Invalid, "journal.zone_unknown", "This time zone is not known. Use a name such as Europe/Berlin, or an offset such as +02:00.")
	// ErrMinutesOutOfRange refuses durations outside 1 to 1440.
	ErrMinutesOutOfRange = errs.New(errs.Invalid, "journal.minutes_out_of_range", "Give the time in minutes, from 1 to 1440 (a whole day).")
	// ErrScaleOutOfRange refuses a mood or energy outside 1 to 5.
	ErrScaleOutOfRange = errs.New(errs.Invalid, "journal.scale_out_of_range", "Mood and energy go from 1 (low) to 5 (high).")
	// ErrAudienceInvalid refuses an unknown audience.
	ErrAudienceInvalid = errs.New(errs.Invalid, "journal.audience_invalid", "Choose who may see this: private, followers, team, unlisted or public.")
	// ErrSourceInvalid refuses a source that this act does not take.
	ErrSourceInvalid = errs.New(errs.Invalid, "journal.source_invalid", "An entry is written here or on the command line; imports have their own act.")
	// ErrInTrash refuses to change an entry in the trash.
	ErrInTrash = errs.New(errs.Conflict, "journal.entry_in_trash", "This entry is in the trash. Restore it first, then edit it.")
	// ErrNotInTrash refuses to purge an entry that was not deleted before.
	ErrNotInTrash = errs.New(errs.Conflict, "journal.entry_not_in_trash", "Only entries in the trash can be removed for good. Delete it first.")
	// ErrGone refuses to write an entry again that was removed for good.
	ErrGone = errs.New(errs.Conflict, "journal.entry_gone", "This entry was saved before and has been removed for good since. Copy the text into a new entry to keep it.")
	// ErrRevisionInvalid refuses a base revision that the entry never had.
	ErrRevisionInvalid = errs.New(errs.Invalid, "journal.revision_invalid", "This revision of the entry does not exist. Reload the entry and try again.")
	// ErrTooManyEntries refuses a request about more than 100 entries.
	ErrTooManyEntries = errs.New(errs.Invalid, "journal.too_many_entries", "Send at most 100 entries at a time.")
	// ErrAudienceRace says that others kept changing the same entries.
	ErrAudienceRace = errs.New(errs.Conflict, "journal.audience_race", "These entries are being changed elsewhere at this moment. Nothing was changed; try again.")
	// ErrSourceKeyInvalid refuses an import without a usable key.
	ErrSourceKeyInvalid = errs.New(errs.Invalid, "journal.source_key_invalid", "The source key must have 1 to 400 readable characters.")
	// ErrSourceCountInvalid refuses a count below zero or beyond a million.
	ErrSourceCountInvalid = errs.New(errs.Invalid, "journal.source_count_invalid", "The source count must lie between 0 and 1,000,000.")
	// ErrSearchTooLong refuses a query of more than 250 characters.
	ErrSearchTooLong = errs.New(errs.Invalid, "journal.search_too_long", "This search is too long. Use 250 characters at most.")
	// ErrFilterInvalid refuses a filter with too many values.
	ErrFilterInvalid = errs.New(errs.Invalid, "journal.filter_invalid", "This filter has too many parts. Use at most 30 tags.")
	// ErrUploadHeader refuses an upload that a foreign page could have sent.
	ErrUploadHeader = errs.New(errs.Invalid, "journal.upload_header", "Uploads need the header X-Tamatar, with any value.")
	// ErrUploadForm refuses what is no form with files, or one that was cut off.
	ErrUploadForm = errs.New(errs.Invalid, "journal.upload_form", "The upload did not arrive whole. Choose the files again and retry.")
	// ErrImportRefused says of one file or entry of an import why it is left out; its sentence is that of the file.
	ErrImportRefused = errs.New(errs.Invalid, "journal.import_refused", "This cannot be imported.")
	// ErrPicturesLeft says that the text was taken and what belongs to it was not.
	ErrPicturesLeft = errs.New(errs.Invalid, "journal.pictures_left", "The text is taken; the pictures and other files of this entry are not.")
	// ErrUploadTooLarge refuses more than 20 MiB.
	ErrUploadTooLarge = errs.New(errs.TooLarge, "journal.upload_too_large", "These files are larger than 20 MiB together. Import them in parts.")
	// ErrUploadsBusy says that others are importing at this moment.
	ErrUploadsBusy = errs.New(errs.Unavailable, "journal.uploads_busy", "Other imports are running at this moment. Try again in a few seconds.")
)
