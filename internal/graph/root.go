package graph

import (
	"github.com/99designs/gqlgen/graphql"

	"tamatar.dev/tamatar/internal/audit/auditsvc"
	"tamatar.dev/tamatar/internal/backup/backupsvc"
	"tamatar.dev/tamatar/internal/capture/capturesvc"
	"tamatar.dev/tamatar/internal/evidence/evidencesvc"
	"tamatar.dev/tamatar/internal/files/filessvc"
	"tamatar.dev/tamatar/internal/graph/generated"
	"tamatar.dev/tamatar/internal/identity/identitysvc"
	"tamatar.dev/tamatar/internal/insights/insightssvc"
	"tamatar.dev/tamatar/internal/journal/journalsvc"
	"tamatar.dev/tamatar/internal/notify/notifysvc"
	"tamatar.dev/tamatar/internal/operations/operationssvc"
	"tamatar.dev/tamatar/internal/platform/ticket"
	"tamatar.dev/tamatar/internal/portability/portabilitysvc"
	"tamatar.dev/tamatar/internal/reviews/reviewssvc"
	"tamatar.dev/tamatar/internal/sharing/sharingsvc"
	"tamatar.dev/tamatar/internal/tags/tagssvc"
)

// Services are the domains behind the schema.
type Services struct {
	// Tickets opens live connections.
	Tickets     *ticket.Desk
	Identity    *identitysvc.Service
	Tags        *tagssvc.Service
	Files       *filessvc.Service
	Journal     *journalsvc.Service
	Sharing     *sharingsvc.Service
	Capture     *capturesvc.Service
	Insights    *insightssvc.Service
	Reviews     *reviewssvc.Service
	Evidence    *evidencesvc.Service
	Audit       *auditsvc.Service
	Notify      *notifysvc.Service
	Operations  *operationssvc.Service
	Backup      *backupsvc.Service
	Portability *portabilitysvc.Service
}

// The domains' resolver structs under names of their own, so that one struct can embed them side by side.
type (
	identityQueries      = identitysvc.Queries
	identityMutations    = identitysvc.Mutations
	identityViewer       = identitysvc.ViewerFields
	tagsViewer           = tagssvc.ViewerFields
	tagsMutations        = tagssvc.Mutations
	filesViewer          = filessvc.ViewerFields
	filesQueries         = filessvc.Queries
	filesMutations       = filessvc.Mutations
	journalQueries       = journalsvc.Queries
	journalMutations     = journalsvc.Mutations
	journalViewer        = journalsvc.ViewerFields
	journalEntry         = journalsvc.EntryFields
	sharingMutations     = sharingsvc.Mutations
	sharingViewer        = sharingsvc.ViewerFields
	captureMutations     = capturesvc.Mutations
	captureViewer        = capturesvc.ViewerFields
	insightsMutations    = insightssvc.Mutations
	insightsViewer       = insightssvc.ViewerFields
	reviewsMutations     = reviewssvc.Mutations
	reviewsViewer        = reviewssvc.ViewerFields
	evidenceViewer       = evidencesvc.ViewerFields
	auditQueries         = auditsvc.Queries
	auditViewer          = auditsvc.ViewerFields
	notifyMutations      = notifysvc.Mutations
	notifyViewer         = notifysvc.ViewerFields
	auditRecord          = auditsvc.AuditRecordFields
	operationsQueries    = operationssvc.Queries
	operationsMutations  = operationssvc.Mutations
	backupQueries        = backupsvc.Queries
	backupMutations      = backupsvc.Mutations
	portabilityMutations = portabilitysvc.Mutations
	portabilityViewer    = portabilitysvc.ViewerFields
	portabilityPeople    = portabilitysvc.AdminUserConnectionFields
)

type query struct {
	meterQueries
	identityQueries
	filesQueries
	journalQueries
	auditQueries
	backupQueries
	operationsQueries
}

type mutation struct {
	liveMutations
	identityMutations
	tagsMutations
	filesMutations
	journalMutations
	sharingMutations
	captureMutations
	insightsMutations
	reviewsMutations
	notifyMutations
	operationsMutations
	backupMutations
	portabilityMutations
}

type viewer struct {
	identityViewer
	tagsViewer
	filesViewer
	journalViewer
	sharingViewer
	captureViewer
	insightsViewer
	reviewsViewer
	evidenceViewer
	auditViewer
	notifyViewer
	portabilityViewer
}

// Root hands each type of the schema to the domains that resolve it.
type Root struct {
	query    query
	mutation mutation
	viewer   viewer
	entry    journalEntry
	record   auditRecord
	people   portabilityPeople
}

// Query implements [generated.ResolverRoot].
func (r *Root) Query() generated.QueryResolver { return r.query }

// Mutation implements [generated.ResolverRoot].
func (r *Root) Mutation() generated.MutationResolver { return r.mutation }

// Viewer implements [generated.ResolverRoot].
func (r *Root) Viewer() generated.ViewerResolver { return r.viewer }

// Entry implements [generated.ResolverRoot].
func (r *Root) Entry() generated.EntryResolver { return r.entry }

// AuditRecord implements [generated.ResolverRoot].
func (r *Root) AuditRecord() generated.AuditRecordResolver { return r.record }

// AdminUserConnection implements [generated.ResolverRoot].
func (r *Root) AdminUserConnection() generated.AdminUserConnectionResolver { return r.people }

// NewSchema is the executable schema over the domains.
func NewSchema(s Services) graphql.ExecutableSchema {
	return generated.NewExecutableSchema(generated.Config{Resolvers: &Root{
		query: query{
			identityQueries:   identityQueries{S: s.Identity},
			filesQueries:      filesQueries{S: s.Files},
			journalQueries:    journalQueries{S: s.Journal},
			auditQueries:      auditQueries{S: s.Audit},
			operationsQueries: operationsQueries{S: s.Operations},
			backupQueries:     backupQueries{S: s.Backup},
		},
		mutation: mutation{
			liveMutations:        liveMutations{desk: s.Tickets},
			identityMutations:    identityMutations{S: s.Identity},
			tagsMutations:        tagsMutations{S: s.Tags},
			filesMutations:       filesMutations{S: s.Files},
			journalMutations:     journalMutations{S: s.Journal},
			sharingMutations:     sharingMutations{S: s.Sharing},
			captureMutations:     captureMutations{S: s.Capture},
			insightsMutations:    insightsMutations{S: s.Insights},
			reviewsMutations:     reviewsMutations{S: s.Reviews},
			notifyMutations:      notifyMutations{S: s.Notify},
			operationsMutations:  operationsMutations{S: s.Operations},
			backupMutations:      backupMutations{S: s.Backup},
			portabilityMutations: portabilityMutations{S: s.Portability},
		},
		viewer: viewer{
			identityViewer:    identityViewer{S: s.Identity},
			tagsViewer:        tagsViewer{S: s.Tags},
			filesViewer:       filesViewer{S: s.Files},
			journalViewer:     journalViewer{S: s.Journal},
			sharingViewer:     sharingViewer{S: s.Sharing},
			captureViewer:     captureViewer{S: s.Capture},
			insightsViewer:    insightsViewer{S: s.Insights},
			reviewsViewer:     reviewsViewer{S: s.Reviews},
			evidenceViewer:    evidenceViewer{S: s.Evidence},
			auditViewer:       auditViewer{S: s.Audit},
			notifyViewer:      notifyViewer{S: s.Notify},
			portabilityViewer: portabilityViewer{S: s.Portability},
		},
		entry:  journalEntry{S: s.Journal},
		record: auditRecord{S: s.Audit},
		people: portabilityPeople{S: s.Portability},
	}})
}
