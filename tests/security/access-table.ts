import type { Person } from './scoped-clinic.ts'

/**
 * What the server is to answer to whom, written by hand: nothing here is computed by the code that it judges.
 * `yes`: the request gets past access and scope. `no`: 401 or 403. `absent`: 404, as of what never was.
 */
export type Verdict = 'yes' | 'no' | 'absent'
export type Row = Record<Person | 'nobody', Verdict>

const all = (verdict: Verdict, but: Partial<Row> = {}): Row => ({
  nobody: 'no',
  doctor: verdict,
  headDoctor: verdict,
  feldsherA: verdict,
  feldsherB: verdict,
  midwifeA: verdict,
  nurse: verdict,
  registrar: verdict,
  statistician: verdict,
  pharmacist: verdict,
  patient: verdict,
  districtIt: verdict,
  nationalAdmin: verdict,
  stranger: verdict,
  ...but,
})

/** Nobody of these is an administrator of the server. */
const serverAdmin = all('no')
const everybody = all('yes', { nobody: 'yes' })
const signedIn = all('yes')
/** Administrators of a clinic; `stranger` and the staff are none. */
const administrators = all('no', { districtIt: 'yes', nationalAdmin: 'yes' })
const administratorsOfOther = all('no', { districtIt: 'absent', nationalAdmin: 'yes' })
/** Members of the clinic `demo`, whatever their role. */
const members = all('yes', { districtIt: 'no', nationalAdmin: 'no', stranger: 'no' })
const strangersOnly = all('no', { stranger: 'yes' })

/** The documents that are asked for by id: whose they are, and of what type. */
export const documents: Record<string, Row> = {
  'patient:a': { ...members, feldsherB: 'absent' },
  'patient:b': { ...members, feldsherA: 'absent', midwifeA: 'absent', patient: 'absent' },
  'patient:n': { ...members, patient: 'absent' },
  'visit:a': { ...members, feldsherB: 'absent', registrar: 'absent', pharmacist: 'absent' },
  'visit:b': {
    ...members,
    ...{ feldsherA: 'absent', midwifeA: 'absent', patient: 'absent' },
    ...{ registrar: 'absent', pharmacist: 'absent' },
  },
  'prescription:a': { ...members, feldsherB: 'absent', registrar: 'absent' },
  'prescription:b': {
    ...members,
    ...{ feldsherA: 'absent', midwifeA: 'absent', patient: 'absent', registrar: 'absent' },
  },
  // About visits: not for the registrar, and for nobody who gets no inbox.
  'inbox:a': {
    ...members,
    ...{ feldsherB: 'absent', registrar: 'absent' },
    ...{ statistician: 'absent', pharmacist: 'absent', patient: 'absent' },
  },
  'inbox:b': {
    ...members,
    ...{ feldsherA: 'absent', midwifeA: 'absent', registrar: 'absent' },
    ...{ statistician: 'absent', pharmacist: 'absent', patient: 'absent' },
  },
}

/** Who may write a new document of a type about patient `a`; of the patient `b`; replies are rows of a batch. */
export const writes: Record<string, { ofA: Row; ofB: Row }> = {
  patient: {
    ofA: all('no', {
      ...{
        doctor: 'yes',
        headDoctor: 'yes',
        feldsherA: 'yes',
        midwifeA: 'yes',
        nurse: 'yes',
        registrar: 'yes',
      },
    }),
    ofB: all('no', { doctor: 'yes', headDoctor: 'yes', feldsherB: 'yes', nurse: 'yes', registrar: 'yes' }),
  },
  visit: {
    ofA: all('no', { doctor: 'yes', headDoctor: 'yes', feldsherA: 'yes', midwifeA: 'yes' }),
    ofB: all('no', { doctor: 'yes', headDoctor: 'yes', feldsherB: 'yes' }),
  },
  prescription: {
    ofA: all('no', { doctor: 'yes', headDoctor: 'yes', feldsherA: 'yes' }),
    ofB: all('no', { doctor: 'yes', headDoctor: 'yes', feldsherB: 'yes' }),
  },
  freePrescription: {
    ofA: all('no', { doctor: 'yes', headDoctor: 'yes' }),
    ofB: all('no', { doctor: 'yes', headDoctor: 'yes' }),
  },
  condition: {
    ofA: all('no', { doctor: 'yes', headDoctor: 'yes', feldsherA: 'yes', midwifeA: 'yes' }),
    ofB: all('no', { doctor: 'yes', headDoctor: 'yes', feldsherB: 'yes' }),
  },
  measurements: {
    ofA: all('no', { doctor: 'yes', headDoctor: 'yes', feldsherA: 'yes', midwifeA: 'yes', nurse: 'yes' }),
    ofB: all('no', { doctor: 'yes', headDoctor: 'yes', feldsherB: 'yes', nurse: 'yes' }),
  },
}

interface RouteRow {
  /** On the clinic `demo`, and on `other`; one row where the address names no clinic. */
  demo: Row
  other?: Row
}
const inClinic: RouteRow = { demo: members, other: strangersOnly }
const adminOfClinic: RouteRow = { demo: administrators, other: administratorsOfOther }
const journal = all('no', {
  headDoctor: 'yes',
  stranger: 'absent',
  districtIt: 'absent',
  nationalAdmin: 'absent',
})
const ofStaff = all('yes', { stranger: 'absent', districtIt: 'absent', nationalAdmin: 'absent' })
const ofStrangers = all('absent', { stranger: 'yes' })
const row = (demo: Row, other?: Row): RouteRow => ({ demo, ...(other ? { other } : {}) })
/** Who gives a patient of the clinic the account of the own card. */
const cardGivers = row(
  all('no', {
    ...{ headDoctor: 'yes', registrar: 'yes' },
    ...{ stranger: 'absent', districtIt: 'absent', nationalAdmin: 'absent' },
  }),
  all('absent', { stranger: 'no' }),
)
const settingsOfServer = ['/_active_tasks', '/_scheduler/jobs', '/_scheduler/docs', '/_all_dbs', '/_dbs_info']

/** By `METHOD url`. A route that is not here makes the matrix red. `null`: reads or writes single documents, see above. */
export const routes: Record<string, RouteRow | null> = {
  ...Object.fromEntries(settingsOfServer.map((url) => [`GET ${url}`, row(serverAdmin)])),
  'POST /_dbs_info': row(serverAdmin),
  'GET /_scheduler/jobs/:job': row(serverAdmin),
  'GET /_scheduler/docs/_replicator': row(serverAdmin),
  'GET /_scheduler/docs/_replicator/:id': row(serverAdmin),
  'POST /_replicate': row(serverAdmin),
  'GET /_membership': row(serverAdmin),
  'GET /_node/:node': row(serverAdmin),
  'GET /_node/:node/_versions': row(serverAdmin),
  'GET /_node/:node/_system': row(serverAdmin),
  'GET /_node/:node/_config/couchdb/maintenance_mode': row(serverAdmin),
  'PUT /_node/:node/_config/couchdb/maintenance_mode': row(serverAdmin),
  'GET /metrics': row(serverAdmin),
  'GET /_node/:node/_prometheus': row(serverAdmin),
  'GET /': row(everybody),
  'GET /_uuids': row(everybody),
  'GET /_up': row(everybody),
  'GET /api/status': row(everybody),
  'PUT /api/demonstration': row(serverAdmin),
  'PUT /api/accounts/:user': row(serverAdmin),
  'PUT /api/reference/:id': row(serverAdmin),
  'GET /api/me': row(signedIn),
  'GET /api/reference': row(signedIn),
  'GET /api/accounts': row(administrators),
  'GET /api/clinics': row(administrators),
  'GET /api/administrative-acts': row(administrators),
  'POST /api/accounts': row(administrators),
  'PUT /api/clinics/:clinicId': adminOfClinic,
  'POST /api/clinics/:clinicId/courier-key': adminOfClinic,
  'POST /api/clinics/:clinicId/file-key': adminOfClinic,
  'GET /api/clinics/:clinicId/stations': adminOfClinic,
  'PUT /api/clinics/:clinicId/signature-policy': adminOfClinic,
  // The PC `pc1` and the account `nobody1` are not there: who may ask is told so.
  'POST /api/clinics/:clinicId/stations/:stationId/key-renewal': missing(adminOfClinic),
  'DELETE /api/clinics/:clinicId/stations/:stationId': missing(adminOfClinic),
  'PATCH /api/clinics/:clinicId/stations/:stationId': adminOfClinic,
  'PUT /api/clinics/:clinicId/signing-keys/:keyId': adminOfClinic,
  'POST /api/accounts/:user/one-time-password': missing(row(administrators)),
  'PATCH /api/accounts/:user': missing(row(administrators)),
  'PUT /api/accounts/:user/dismissal': missing(row(administrators)),
  'DELETE /api/accounts/:user/dismissal': missing(row(administrators)),
  'DELETE /api/accounts/:user/lockout': missing(row(administrators)),
  'GET /api/courier-key': row(
    all('yes', {
      ...{ statistician: 'no', pharmacist: 'no', patient: 'no', districtIt: 'no', nationalAdmin: 'no' },
    }),
  ),
  'GET /api/clinics/:clinicId/audit': row(journal, all('absent', { stranger: 'no' })),
  'GET /api/clinics/:clinicId/audit/verification': row(journal, all('absent', { stranger: 'no' })),
  'POST /api/clinics/:clinicId/audit': row(ofStaff, ofStrangers),
  'POST /api/clinics/:clinicId/held-documents': row(ofStaff, ofStrangers),
  'POST /api/clinics/:clinicId/patients/:patientId/openings': row(
    all('yes', {
      ...{ registrar: 'no', statistician: 'no', pharmacist: 'no', patient: 'no' },
      ...{ stranger: 'absent', districtIt: 'absent', nationalAdmin: 'absent' },
    }),
    ofStrangers,
  ),
  // Of a card that is not there: who may ask is told so.
  'GET /api/clinics/:clinicId/patients/:patientId/account': missing(cardGivers),
  'POST /api/clinics/:clinicId/patients/:patientId/account': missing(cardGivers),
  'GET /:db': inClinic,
  'POST /:db/_ensure_full_commit': inClinic,
  'GET /:db/_revs_limit': inClinic,
  'GET /:db/_purged_infos_limit': inClinic,
  'GET /:db/_security': inClinic,
  'GET /:db/_changes': inClinic,
  'POST /:db/_changes': inClinic,
  'GET /:db/_all_docs': inClinic,
  'POST /:db/_all_docs': inClinic,
  'POST /:db/_all_docs/queries': inClinic,
  'GET /:db/_design_docs': inClinic,
  'POST /:db/_design_docs': inClinic,
  'POST /:db/_design_docs/queries': inClinic,
  'GET /:db/_local_docs': inClinic,
  'POST /:db/_local_docs': inClinic,
  'POST /:db/_local_docs/queries': inClinic,
  'POST /:db/_revs_diff': inClinic,
  'POST /:db/_missing_revs': inClinic,
  'POST /:db/_bulk_get': inClinic,
  'POST /:db/_bulk_docs': inClinic,
  'POST /:db/_find': inClinic,
  'POST /:db/_explain': inClinic,
  'GET /:db/_index': inClinic,
  'PUT /:db': row(serverAdmin, serverAdmin),
  'DELETE /:db': row(serverAdmin, serverAdmin),
  'POST /:db/_purge': row(serverAdmin, serverAdmin),
  'POST /:db/_compact': row(serverAdmin, serverAdmin),
  'PUT /:db/_revs_limit': row(serverAdmin, serverAdmin),
  'PUT /:db/_purged_infos_limit': row(serverAdmin, serverAdmin),
  'PUT /:db/_security': row(serverAdmin, serverAdmin),
  'GET /:db/:id': null,
}

/** The same, of something that is not there. */
function missing({ demo, other }: RouteRow): RouteRow {
  const absent = (of: Row): Row =>
    Object.fromEntries(
      Object.entries(of).map(([person, verdict]) => [person, verdict === 'yes' ? 'absent' : verdict]),
    ) as Row
  return { demo: absent(demo), ...(other ? { other: absent(other) } : {}) }
}

/**
 * Routes on which only the clinic counts here: a foreign one is refused to everybody, what is asked of one's own is judged
 * by other rules (documents, sessions, keys) that have tests of their own.
 */
export const foreignClinicOnly: readonly RegExp[] = [
  /^(PUT|DELETE|COPY) \/:db\/:id$/,
  /^(GET|PUT|DELETE) \/:db\/:id\/\*$/,
  /^POST \/:db(\/:id)?$/,
  /^\w+ \/:db\/_design\/:design/,
  /^\w+ \/:db\/_local(\/:local|$)/,
  /^(POST|DELETE) \/:db\/_index/,
  /^\w+ \/:db\/(_view_cleanup|_temp_view|_compact\/:design)$/,
  // Answered with 405.
  /^\w+ \/:db\/(_all_docs|_bulk_docs|_bulk_get|_changes|_compact|_design_docs|_ensure_full_commit|_explain|_find|_index(\/:name|\/_bulk_delete)?|_local_docs|_missing_revs|_purge|_revs_diff|_revs_limit)$/,
]

/** About the session itself or open to everybody, with tests of their own; the pages of the workplace. */
export const ownTests: readonly RegExp[] = [
  /^\w+ \/_session$/,
  /^POST \/_uuids$/,
  /^GET \/app(\/\*)?$/,
  /^POST \/api\/(password|return-pass|return|known-people)$/,
  /^(GET|POST) \/api\/file-key$/,
  /^(POST|DELETE) \/api\/station-keys(\/renewal|\/older)?$/,
  /^PUT \/api\/station-report$/,
  /^(GET|POST) \/api\/clinics\/:clinicId\/signing-keys$/,
  /^\w+ \/api\/clinics\/:clinicId\/patients\/:patientId\/account\/(one-time-password|closure)$/,
  /^GET \/api\/clinics\/:clinicId\/(stations\/:stationId\/holdings|retention)$/,
  /^GET \/api\/reference\/:id$/,
]
