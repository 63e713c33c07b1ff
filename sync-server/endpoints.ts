import type { FastifyInstance } from 'fastify'
import { accountEndpoints } from './api/accounts.ts'
import { administrativeActEndpoints } from './api/administrative-acts.ts'
import { auditEndpoints } from './api/audit.ts'
import { clinicEndpoints } from './api/clinics.ts'
import { courierKeyEndpoints } from './api/courier-key.ts'
import { fileKeyEndpoints } from './api/file-key.ts'
import { heldDocumentEndpoints } from './api/held-documents.ts'
import { holdingsEndpoint, retentionEndpoint } from './api/holdings.ts'
import { openingEndpoints } from './api/openings.ts'
import { ownPassword } from './api/own-password.ts'
import { patientAccountEndpoints } from './api/patient-account.ts'
import { referenceEndpoints } from './api/reference.ts'
import { sharedPc } from './api/shared-pc.ts'
import { signingKeyEndpoints } from './api/signing-keys.ts'
import { staffEndpoints } from './api/staff.ts'
import { stationKeyEndpoints } from './api/station-keys.ts'
import { stationEndpoints } from './api/stations.ts'
import { status } from './api/status.ts'
import type { AuditTrail } from './audit/audit-trail.ts'
import type { ServerContext } from './context.ts'
import { allDocs } from './couch/all-docs.ts'
import { attachments } from './couch/attachments.ts'
import { bulkDocs } from './couch/bulk-docs.ts'
import { bulkGet } from './couch/bulk-get.ts'
import { changes } from './couch/changes.ts'
import { databaseSettings } from './couch/database-settings.ts'
import { databases } from './couch/databases.ts'
import { documentForm } from './couch/document-form.ts'
import { documents } from './couch/documents.ts'
import { localDocuments } from './couch/local-documents.ts'
import { methodNotAllowed } from './couch/method-not-allowed.ts'
import { nodeInfo } from './couch/node-info.ts'
import { purge } from './couch/purge.ts'
import { revsDiff } from './couch/revs-diff.ts'
import { security } from './couch/security.ts'
import { serverInfo } from './couch/server-info.ts'
import { session } from './couch/session.ts'
import { find } from './mango/find.ts'
import { indexEndpoints } from './mango/index-endpoints.ts'
import { metricsEndpoints } from './metrics/endpoints.ts'
import { viewEndpoints } from './views/view-endpoints.ts'
import { webFunctions } from './views/web-functions.ts'
import { workplace } from './workplace/workplace.ts'

/** Everything that can be asked of this server, in the order in which addresses are tried. */
export function endpoints(
  app: FastifyInstance,
  context: ServerContext,
  trail: AuditTrail,
  workplaceFolder: string,
): void {
  serverInfo(app, context)
  nodeInfo(app, context)
  metricsEndpoints(app, context.metrics)
  session(app, context)
  status(app, context)
  accountEndpoints(app, context)
  clinicEndpoints(app, context)
  courierKeyEndpoints(app, context)
  stationKeyEndpoints(app, context)
  signingKeyEndpoints(app, context)
  fileKeyEndpoints(app, context)
  ownPassword(app, context)
  sharedPc(app, context)
  staffEndpoints(app, context)
  stationEndpoints(app, context)
  administrativeActEndpoints(app, context)
  auditEndpoints(app, context, trail)
  openingEndpoints(app, context, trail)
  patientAccountEndpoints(app, context, trail)
  heldDocumentEndpoints(app, context)
  holdingsEndpoint(app, context, trail)
  retentionEndpoint(app, context, trail)
  referenceEndpoints(app, context)
  workplace(app, context, workplaceFolder)
  databases(app, context)
  databaseSettings(app, context)
  security(app, context)
  purge(app, context)
  changes(app, context)
  bulkDocs(app, context)
  allDocs(app, context)
  revsDiff(app, context)
  bulkGet(app, context)
  localDocuments(app, context)
  find(app, context)
  indexEndpoints(app, context)
  viewEndpoints(app, context)
  webFunctions(app)
  methodNotAllowed(app)
  documents(app, context)
  documentForm(app, context)
  attachments(app, context)
}
