import type { Patch } from './world/realms.ts'

/** A promise broken on purpose, in texts as they are loaded. A simulation that does not notice it is decoration. */
export interface Saboteur {
  name: string
  /** The kinds of verdict, one of which must turn red. */
  caughtAs: readonly (
    | 'lost'
    | 'duplicated'
    | 'diverged'
    | 'altered'
    | 'restless'
    | 'scope'
    | 'trace'
    | 'courier'
  )[]
  patches: readonly Patch[]
  /** It shows where a station has no link: in every third seed. */
  courier?: true
  /** A seed of five stations that shows it: tried before all others, for the sake of time. */
  shownBy?: number
  /** Deeds that lead to where it shows: they are done twenty times as often as elsewhere. */
  oftener?: readonly string[]
}

const client = (file: string, from: string, to: string): Patch => ({
  file: `/renderer/data/${file}`,
  from,
  to,
})
const server = (file: string, from: string, to: string): Patch => ({ file: `/sync-server/${file}`, from, to })
const domain = (file: string, from: string, to: string): Patch => ({
  file: `/shared/domain/${file}`,
  from,
  to,
})

export const saboteurs: readonly Saboteur[] = [
  {
    name: 'acknowledges-before-durable',
    caughtAs: ['lost'],
    patches: [
      client(
        'storage/write-documents.ts',
        `const { error } = await storage.bulkWrite(rows, 'lekar-save')`,
        `const error = []; setTimeout(() => storage.bulkWrite(rows, 'lekar-save'), 8000)`,
      ),
    ],
  },
  {
    name: 'writes-by-the-clock-of-the-pc',
    caughtAs: ['lost', 'restless', 'diverged'],
    patches: [client('storage/write-order.ts', 'time > newest ? time : next(newest)', 'time')],
  },
  {
    name: 'drops-a-refused-row',
    caughtAs: ['restless', 'lost'],
    patches: [
      client(
        'replication/row-ends.ts',
        'await options.refuse(row, code, text, mayPass)',
        'return done(row, undefined, ends)',
      ),
    ],
  },
  {
    name: 'tells-nobody-of-a-refusal',
    caughtAs: ['lost'],
    patches: [client('replication/refusals.ts', 'if (isTwiceRefused(document)) return', 'return')],
  },
  {
    name: 'takes-the-servers-state',
    caughtAs: ['lost'],
    patches: [
      client(
        'replication/conflict-handler.ts',
        'merge(states)\n',
        '({ document: server, conflicts: [], joined: [] })\n',
      ),
    ],
  },
  {
    name: 'checkpoint-runs-ahead-of-rows',
    caughtAs: ['diverged', 'lost'],
    patches: [
      client(
        'replication/pull-handler.ts',
        'return { documents: part.documents, checkpoint',
        'return { documents: part.documents.slice(0, part.documents.length > 3 ? -1 : undefined), checkpoint',
      ),
    ],
  },
  {
    name: 'marks-sent-before-the-answer',
    caughtAs: ['lost', 'diverged'],
    patches: [
      client(
        'replication/push-handler.ts',
        'answers = await options.persist(() => transport.bulkDocs(documents, signal), known)',
        `answers = documents.map(({ _id }) => ({ ok: true, id: _id, rev: '1-0' }))
         transport.bulkDocs(documents, signal).catch(() => undefined)`,
      ),
    ],
  },
  {
    name: 'ignores-epochs',
    caughtAs: ['lost', 'diverged', 'restless'],
    patches: [
      server(
        'couch/sequence.ts',
        'match[2] !== database.epoch || number > database.updateNumber',
        'number > 1e12',
      ),
    ],
  },
  {
    name: 'takes-every-state-after-a-restore-for-its-own-past',
    caughtAs: ['lost'],
    patches: [client('replication/server-restored.ts', 'numberOf(row.seq) > common', 'common < 0')],
  },
  {
    name: 'merge-drops-a-field',
    caughtAs: ['lost'],
    patches: [
      client(
        'replication/conflict-handler.ts',
        'merge(states)\n',
        'merge({ base, local: { ...local, note: base?.note, allergies: base?.allergies }, server })\n',
      ),
    ],
  },
  {
    name: 'merge-forgets-what-one-side-added-to-a-list',
    caughtAs: ['lost'],
    patches: [domain('common/three-way-merge.ts', '...ours.keys(), ...theirs.keys()', '...theirs.keys()')],
  },
  {
    name: 'applies-an-older-page-over-a-newer-one',
    caughtAs: ['diverged', 'lost'],
    patches: [
      client(
        'replication/pull-handler.ts',
        'return { documents: part.documents, checkpoint',
        `const older = gate.older ?? []
         gate.older = part.documents
         const again = new Set(older.map(({ id }) => id))
         return { documents: [...part.documents.filter(({ id }) => !again.has(id)), ...older], checkpoint`,
      ),
    ],
  },
  {
    name: 'shows-no-conflict',
    caughtAs: ['lost'],
    patches: [
      client('replication/record-meeting.ts', 'if (conflicts.length > 0)', 'if (conflicts.length < 0)'),
    ],
  },
  {
    name: 'mixes-signed-visits',
    shownBy: 6,
    caughtAs: ['altered'],
    patches: [
      domain(
        'merges.ts',
        'visits: mergeVisit',
        `visits: ({ server }) => ({ document: { ...server, plan: 'x' }, conflicts: [], joined: [] })`,
      ),
      domain('visit/visit.immutable.ts', 'return sameJson(previous, next) ?', 'return previous ?'),
    ],
  },
  {
    name: 'keeps-for-ever-what-was-put-aside',
    shownBy: 2,
    caughtAs: ['restless'],
    patches: [client('replication/unsent-rows.ts', 'await parts.release(id, gone.has(id))', ';')],
  },
  {
    name: 'forgets-a-commit',
    caughtAs: ['lost', 'diverged', 'restless'],
    patches: [
      server(
        'store/sqlite/commit-queue.ts',
        `file.exec('COMMIT')`,
        `file.exec((globalThis.commits = (globalThis.commits ?? 0) + 1) % 50 ? 'COMMIT' : 'ROLLBACK')`,
      ),
    ],
  },
  {
    name: 'lets-the-dead-rise',
    shownBy: 15,
    oftener: ['registers a patient', 'deletes a card'],
    caughtAs: ['lost', 'diverged'],
    patches: [server('scope/write-guard.ts', 'const rises =', 'const rises = false &&')],
  },
  {
    name: 'forks-a-trace',
    caughtAs: ['trace'],
    patches: [
      client(
        'audit/audit-trail.ts',
        'await store.add(events)\n    await local.put(',
        'await store.add(events)\n    if (head!.number % 4 === 0) await local.put(',
      ),
      client(
        'audit/audit-trail.ts',
        'if (after && after.length > 0) return after.at(-1)',
        'if (after?.[0]) return after[0]',
      ),
    ],
  },
  {
    name: 'calls-a-trace-sent-before-the-answer',
    caughtAs: ['trace'],
    patches: [
      client(
        'audit/audit-upload.ts',
        'receipt = await send(of, batch)\n      await sent.put(of, batch.at(-1)!.number)',
        'await sent.put(of, batch.at(-1)!.number)\n      receipt = await send(of, batch)',
      ),
      client('audit/audit-upload.ts', 'const ranges = [...missing]', 'const ranges = [...missing].slice(1)'),
    ],
  },
  {
    name: 'leaves-the-trace-out-of-courier-files',
    courier: true,
    caughtAs: ['trace'],
    patches: [
      client(
        'courier/write-courier-file.ts',
        'at < events.length; at += eventsOfPart',
        'at < 0; at += eventsOfPart',
      ),
    ],
  },
  {
    name: 'takes-a-courier-receipt-for-the-servers',
    shownBy: 6,
    courier: true,
    caughtAs: ['courier', 'lost', 'diverged'],
    patches: [client('courier/give-receipts.ts', 'onServer: open.length === 0,', 'onServer: true,')],
  },
  {
    name: 'lets-one-refused-document-hold-up-a-courier-file',
    shownBy: 6,
    courier: true,
    caughtAs: ['restless'],
    patches: [client('courier/give-receipts.ts', 'open.length <= mostOpen', 'open.length < 0')],
  },
  {
    name: 'reads-a-courier-file-as-if-nothing-was-known',
    courier: true,
    caughtAs: ['lost', 'diverged', 'courier'],
    patches: [
      client(
        'courier/take-documents.ts',
        'if (!ours || ours.hash === base?.hash || past.includes(ours.hash) || isLater) {',
        'if (ours !== null) {',
      ),
    ],
  },
  {
    name: 'orders-the-servers-states-by-clocks',
    courier: true,
    caughtAs: ['lost', 'diverged', 'restless'],
    patches: [
      client(
        'courier/take-documents.ts',
        'isLaterAtServer(at, marks.get(document.id))',
        '(document.updatedAt === ours.document.updatedAt ? undefined : document.updatedAt > ours.document.updatedAt)',
      ),
    ],
  },
  {
    name: 'takes-a-courier-file-twice',
    courier: true,
    caughtAs: ['courier'],
    patches: [
      client('courier/not-for-here.ts', 'header.number <= known.number', 'header.number < known.number'),
    ],
  },
  {
    name: 'confirms-a-file-that-was-cut',
    shownBy: 9,
    courier: true,
    caughtAs: ['lost', 'diverged', 'trace', 'restless'],
    patches: [
      client(
        'courier/read-courier-file.ts',
        'if (!part.ok) return ok({ ...reading, problem: part.error })',
        'if (!part.ok) break',
      ),
    ],
  },
  {
    name: 'shows-everybody-every-village',
    shownBy: 1,
    caughtAs: ['scope'],
    patches: [
      server('scope/read-scope.ts', 'villages: villages && [...villages].sort(),', 'villages: undefined,'),
    ],
  },
  {
    name: 'keeps-the-copies-of-patients-who-left',
    shownBy: 4,
    oftener: ['registers a patient', 'deletes a card'],
    caughtAs: ['scope'],
    patches: [client('replication/left-patients.ts', 'if (await leave(id)) gone', 'if (id === scope) gone')],
  },
  {
    name: 'takes-away-with-a-patient-what-was-not-sent',
    shownBy: 5,
    caughtAs: ['lost', 'restless'],
    patches: [
      client(
        'replication/left-patients.ts',
        'if (revision === undefined || parts.isUnsent(id)) return false',
        'if (revision === undefined || parts.isUnsent(id)) continue',
      ),
    ],
  },
  {
    name: 'drops-what-a-newer-program-wrote',
    shownBy: 6,
    caughtAs: ['lost'],
    patches: [
      client(
        'replication/conflict-handler.ts',
        'merge(states)\n',
        `(({ later, ...known }) => ({ ...merge(states), document: known }))(merge(states).document)\n`,
      ),
    ],
  },
  {
    name: 'gives-nothing-again-when-a-patient-moves',
    shownBy: 8,
    caughtAs: ['diverged', 'lost'],
    patches: [
      server(
        'store/sqlite/document-writer.ts',
        'if (place?.moved && patient !== null) documentPlaces',
        'if (place?.moved && patient === undefined) documentPlaces',
      ),
    ],
  },
  {
    name: 'forgets-what-waits-for-a-patient-to-come-back',
    shownBy: 9,
    oftener: ['moves a patient'],
    caughtAs: ['lost', 'diverged', 'restless'],
    patches: [client('replication/refusals.ts', 'isOfUnseen(code, text) && seen', 'code === id && seen')],
  },
]
