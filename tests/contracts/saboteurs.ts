// `node tests/contracts/saboteurs.ts`: breaks one promise of the server after the other in a copy and looks whether the
// tests notice. Ends with 1 when a saboteur survives: a test that nobody can break is decoration.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Saboteur {
  /** What is broken. */
  title: string
  file: string
  from: string
  to: string
  tests: string[]
}

const saboteurs: Saboteur[] = [
  {
    title: 'D1 acknowledges before the commit',
    file: 'store/sqlite/commit-queue.ts',
    from: 'jobs.push({ run, resolve:',
    to: 'resolve(undefined as T); jobs.push({ run, resolve:',
    tests: ['sync-server/store'],
  },
  {
    title: 'D2 lets one failing write take the others with it',
    file: 'store/sqlite/commit-queue.ts',
    from: 'if (group.length === 1)',
    to: 'if (group.length >= 1)',
    tests: ['sync-server/store'],
  },
  {
    title: 'D1 commits without an fsync',
    file: 'store/sqlite/file.ts',
    from: 'PRAGMA synchronous=FULL',
    to: 'PRAGMA synchronous=NORMAL',
    tests: ['tests/faults/disk-loss'],
  },
  {
    title: 'D2 commits each writer that comes in a turn of its own',
    file: 'store/sqlite/commit-queue.ts',
    from: 'if (jobs.length > seen && ',
    to: 'if (jobs.length < seen && ',
    tests: ['sync-server/store'],
  },
  {
    title: 'D3 counts what was rolled back',
    file: 'store/sqlite/sqlite-database.ts',
    from: '        this.#counts.rollBack()\n',
    to: '',
    tests: ['sync-server/store'],
  },
  {
    title: 'D5 leaves out the numbers of what was rolled back',
    file: 'store/sqlite/sqlite-database.ts',
    from: '        this.#writer.reload()\n',
    to: '',
    tests: ['tests/faults/storage-steps'],
  },
  {
    title: 'D8 answers before the name of a database is on disk',
    file: 'store/sqlite/file.ts',
    from: '    fsyncSync(descriptor)\n',
    to: '',
    tests: ['tests/faults/disk-loss'],
  },
  {
    title: 'D8 erases a removed database file by file',
    file: 'store/sqlite/file.ts',
    from: '    renameSync(path, path + removed)\n    syncFolder(dirname(path))\n',
    to: '    rmSync(path)\n',
    tests: ['tests/faults/disk-loss'],
  },
  {
    title: 'D9 packs against a dictionary that was rolled back',
    file: 'store/sqlite/sqlite-database.ts',
    from: '        this.#packing.reload()\n',
    to: '',
    tests: ['sync-server/store'],
  },
  {
    title: 'D9 gives out a body of another length',
    file: 'store/sqlite/deflate-engine.ts',
    from: `if (text.length !== length) throw new Error('another length')\n      return text\n    },\n    close() {`,
    to: 'return text\n    },\n    close() {',
    tests: ['sync-server/store'],
  },
  {
    title: 'D4 opens an emptied or foreign file',
    file: 'store/sqlite/file.ts',
    from: `if (pragma(file, 'application_id') !== applicationId || version === 0)`,
    to: 'if (version > 1e9)',
    tests: ['tests/contracts/durability'],
  },
  {
    title: 'D5 takes a sequence of another epoch',
    file: 'couch/sequence.ts',
    from: 'match[2] !== database.epoch',
    to: `match[2] === ''`,
    tests: ['tests/contracts/durability', 'tests/contracts/couch-reads'],
  },
  {
    title: 'C5 compares generations as text',
    file: 'store/sqlite/lineage.ts',
    from: 'const generations = generationOf(a.rev) - generationOf(b.rev)',
    to: 'const generations = a.rev < b.rev ? -1 : 1',
    tests: ['tests/contracts/couch-writes', 'sync-server/store'],
  },
  {
    title: 'C10 filters after the limit',
    file: 'store/sqlite/changes-reader.ts',
    from: 'ORDER BY seq`,\n    )\n    const rowAt',
    to: `ORDER BY seq LIMIT \${query.limit}\`,\n    )\n    const rowAt`,
    tests: ['tests/contracts/couch-reads'],
  },
  {
    title: 'A2 counts a guess only after it was compared',
    file: 'accounts/sign-in.ts',
    from: '    limit.failed(name)\n',
    to: '',
    tests: ['tests/contracts/accounts'],
  },
  {
    title: 'S1 opens the database of a foreign clinic',
    file: 'scope/database-access.ts',
    from: 'database !== databaseOfClinic(staff.clinicId)',
    to: `database === ''`,
    tests: ['tests/contracts/accounts'],
  },
  {
    title: 'A10 opens a database that nobody has opened',
    file: 'scope/database-security.ts',
    from: 'database.security ?? defaultSecurity',
    to: `database.security ?? '{}'`,
    tests: ['tests/contracts/security'],
  },
  {
    title: 'A10 lets members write design documents',
    file: 'scope/write-guard.ts',
    from: 'return mayWriteDesign(principal, database) ? {} :',
    to: 'return mayWriteDesign(principal, database) || true ? {} :',
    tests: ['tests/contracts/security'],
  },
  {
    title: 'A11 lets users set their own roles',
    file: 'scope/user-write.ts',
    from: '(isAdmin ? undefined : roleProblem(next.fields, before))',
    to: 'undefined',
    tests: ['tests/contracts/users'],
  },
  {
    title: 'A11 opens clinics to names of _users',
    file: 'scope/database-access.ts',
    from: `if (!staff) return 'not-allowed'`,
    to: 'if (!staff) return undefined',
    tests: ['tests/contracts/security'],
  },
  {
    title: 'A13 takes a known token after its end',
    file: 'accounts/token.ts',
    from: 'known && clock.now() < known.endMs',
    to: 'known',
    tests: ['tests/contracts/tokens'],
  },
  {
    title: 'S6 does not guard replicated writes',
    file: 'scope/write-documents.ts',
    from: '{ newEdits, ...rules }',
    to: '{ newEdits, ...(newEdits ? rules : {}) }',
    tests: ['tests/contracts/accounts'],
  },
  {
    title: 'S4 takes every author for a doctor of the clinic',
    file: 'scope/clinic-write.ts',
    from: 'return roleInClinic(author) ??',
    to: `return 'doctor' ??`,
    tests: ['sync-server/scope'],
  },
  {
    title: 'C18 collects contents that are still named',
    file: 'store/sqlite/attachments.ts',
    from: 'SELECT body FROM document UNION ALL SELECT body FROM revision',
    to: 'SELECT body FROM document',
    tests: ['tests/contracts/couch-attachments'],
  },
  {
    title: 'C19 keeps no old bodies',
    file: 'store/sqlite/document-writer.ts',
    from: 'keepsOld = !options.dropsOldBodies',
    to: 'keepsOld = false',
    tests: ['tests/contracts/couch-revisions'],
  },
  {
    title: 'C19 compacts losing leaves away',
    file: 'store/sqlite/revision-bodies.ts',
    from: 'DELETE FROM revision WHERE old = 1',
    to: 'DELETE FROM revision',
    tests: ['tests/contracts/couch-revisions'],
  },
  {
    title: 'C21 gives the number of a purged document again',
    file: 'store/sqlite/document-writer.ts',
    from: `    settings.set('seq', String(seq))\n`,
    to: '    reload()\n',
    tests: ['tests/contracts/couch-revisions'],
  },
  {
    title: 'C13 counts a checkpoint on from what is stored',
    file: 'couch/local-write.ts',
    from: 'numberOf(document.rev)',
    to: 'Number(database.getLocal(id)?.rev.slice(2) ?? 0)',
    tests: ['tests/contracts/couch-writes'],
  },
  {
    title: 'C14 lets skip and limit pass for keys',
    file: 'couch/all-docs.ts',
    from: 'inOrder.slice(skip, skip + limit)',
    to: 'inOrder',
    tests: ['tests/contracts/couch-lists'],
  },
  {
    title: 'C20 keeps the bodies of revisions that left the history',
    file: 'store/sqlite/document-writer.ts',
    from: 'for (const old of forgotten(row.lineage, lineage)) bodies.drop(next.id, old)',
    to: '',
    tests: ['tests/contracts/couch-revisions'],
  },
  {
    title: 'C22 answers 304 though another revision came',
    file: 'couch/document-read.ts',
    from: `meta === '' && notModified`,
    to: 'notModified',
    tests: ['tests/contracts/couch-documents'],
  },
  {
    title: 'F2 reads a whole index whatever the selector bounds',
    file: 'mango/run-find.ts',
    from: 'const keys = keysOfRanges(ranges)',
    to: 'const keys = keysOfRanges([])',
    tests: ['tests/contracts/couch-find'],
  },
  {
    title: 'V2 orders keys as code units',
    file: 'views/sorted-rows.ts',
    from: 'collate(a.key, b.key) || compareIds(a.id, b.id)',
    to: 'compareIds(String(a.key), String(b.key)) || compareIds(a.id, b.id)',
    tests: ['sync-server/views', 'tests/contracts/couch-views'],
  },
  {
    title: 'V6 leaves the old rows of a changed document',
    file: 'views/index-build.ts',
    from: 'takeOut(file.keysOf(id), id, changes)',
    to: 'takeOut(undefined, id, changes)',
    tests: ['sync-server/views'],
  },
  {
    title: 'V8 takes a block that was written for reduced already',
    file: 'views/sorted-rows.ts',
    from: 'count: part.length, reduction: undefined',
    to: `count: part.length, reduction: '0'`,
    tests: ['tests/contracts/couch-views'],
  },
  {
    title: 'V12 lets a function run for ever',
    file: 'views/isolate.ts',
    from: 'runtime.setInterruptHandler(() => millisecondsNow() > endsAt)',
    to: 'runtime.setInterruptHandler(() => millisecondsNow() > endsAt + 3_600_000)',
    tests: ['tests/contracts/couch-views'],
  },
  {
    title: 'V16 hands the credentials of the request to a filter',
    file: 'views/function-filter.ts',
    from: 'const { authorization: _, cookie: __, ...headers } = request.headers',
    to: 'const headers = request.headers',
    tests: ['tests/contracts/couch-design-functions'],
  },
  {
    title: 'V17 stores what was not looked at',
    file: 'scope/validated-write.ts',
    from: 'if (seen.winner === previous?.rev) return seen.refusal',
    to: 'return seen.refusal',
    tests: ['tests/contracts/couch-design-functions', 'tests/contracts/embedded-views'],
  },
  {
    title: 'V18 takes the index of another database of the same name',
    file: 'views/views.ts',
    from: 'identity: identityOf(database)',
    to: `identity: 'same'`,
    tests: ['tests/contracts/embedded-views'],
  },
  {
    title: 'F1 lets a missing field answer',
    file: 'mango/selector.ts',
    from: 'if (value === undefined) return operator',
    to: 'if (value === null) return operator',
    tests: ['tests/contracts/couch-find'],
  },
  {
    title: 'E2 hands the client’s cookie on to the CouchDB',
    file: 'relay/forwarded-headers.ts',
    from: `const toCouchdb = [`,
    to: `const toCouchdb = [\n  'cookie',`,
    tests: ['tests/contracts/relay'],
  },
  {
    title: 'E3 takes the 401 of a CouchDB that refuses us for one of the client',
    file: 'relay/upstream-error.ts',
    from: 'status === 401 || ',
    to: '',
    tests: ['tests/contracts/relay'],
  },
  {
    title: 'E4 judges without what is stored',
    file: 'relay/judged-writer.ts',
    from: 'options.guard?.(document, previous.get(document.id))',
    to: 'options.guard?.(document, undefined)',
    tests: ['tests/contracts/relay'],
  },
  {
    title: 'E4 lets writers of one clinic interleave',
    file: 'relay/database-queue.ts',
    from: 'const before = last.get(database) ?? Promise.resolve()',
    to: 'const before = Promise.resolve()',
    tests: ['tests/contracts/relay'],
  },
  {
    title: 'E5 ends a broken longpoll as if it were whole',
    file: 'relay/feed-ending.ts',
    from: `if (since === undefined || (seen !== '' && seen !== opening)) return undefined`,
    to: '',
    tests: ['sync-server/relay'],
  },
  {
    title: 'E6 notes a delivery after the documents',
    file: 'relay/judged-writer.ts',
    from: 'if (options.deliveredBy !== undefined)\n      await journal',
    to: 'if (options.deliveredBy !== undefined)\n      void journal',
    tests: ['tests/contracts/relay'],
  },
  {
    title: 'R1 builds documents again on their way',
    file: 'replication/fetched-documents.ts',
    from: 'texts.push(text.slice(from, to))',
    to: 'texts.push(JSON.stringify(JSON.parse(text.slice(from, to))))',
    tests: ['tests/contracts/replication'],
  },
  {
    title: 'R5 goes on although the source does not know the sequence',
    file: 'replication/changes-source.ts',
    from: `answer.status === 400 && since !== '0'`,
    to: 'answer.status === 499',
    tests: ['tests/contracts/replication'],
  },
  {
    title: 'R6 does not go on after a restart',
    file: 'replication/replication.ts',
    from: `app.addHook('onReady', async () => watch.start())`,
    to: `app.addHook('onReady', async () => setTimeout(() => watch.start(), 3_600_000).unref())`,
    tests: ['tests/contracts/replication'],
  },
  {
    title: 'R7 leaves the headers in the document',
    file: 'replication/replicator-documents.ts',
    from: 'const { headers: _, auth: __, ...rest } = asked',
    to: 'const { ...rest } = asked',
    tests: ['tests/contracts/replication'],
  },
  {
    title: 'C16 unpacks without a bound',
    file: 'http/request-body.ts',
    from: '{ maxOutputLength: limitBytes }',
    to: '{ maxOutputLength: 1e9 }',
    tests: ['tests/contracts/encodings'],
  },
  {
    title: 'C16 forgets what it has sent when it ends a packed feed',
    file: 'http/gzip-pieces.ts',
    from: 'sum = crc32(bytes, sum)',
    to: 'sum = crc32(bytes)',
    tests: ['tests/contracts/encodings'],
  },
  {
    title: 'C14 repeats the last row of a step',
    file: 'store/sqlite/all-docs-reader.ts',
    from: 'const startOpen = after !== undefined',
    to: 'const startOpen = false',
    tests: ['tests/contracts/couch-reads'],
  },
  {
    title: 'O1 takes every origin for a named one',
    file: 'http/cors.ts',
    from: '!(everybody || origins.includes(origin))',
    to: '!origin',
    tests: ['tests/contracts/cors'],
  },
  {
    title: 'O6 gives a slow feed all it has',
    file: 'http/feed-line.ts',
    from: 'isBlocked: () => blocked',
    to: 'isBlocked: () => false',
    tests: ['tests/contracts/slow-clients'],
  },
  {
    title: 'O6 waits for ever for a client that stopped in the middle',
    file: 'http/cut-stalled.ts',
    from: 'asked?.request.complete === true &&',
    to: 'asked !== undefined &&',
    tests: ['tests/contracts/slow-clients'],
  },
  {
    title: 'O7 shows the metrics to everybody',
    file: 'http/access.ts',
    from: `if (request.routeOptions.config?.access !== 'metrics' || token === undefined || token === '') return false`,
    to: `if (request.routeOptions.config?.access === 'metrics') return true`,
    tests: ['tests/contracts/operations'],
  },
  {
    title: 'O7 counts by address instead of by pattern',
    file: 'metrics/endpoints.ts',
    from: `request.routeOptions.url ?? 'unknown'`,
    to: 'request.url',
    tests: ['tests/contracts/operations'],
  },
  {
    title: 'O9 copies the file and leaves the log behind',
    file: 'store/sqlite/copy-database.ts',
    from: 'await backup(source, to, { rate: allPages })',
    to: `(await import('node:fs')).copyFileSync(from, to)`,
    tests: ['tests/contracts/backup'],
  },
  {
    title: 'A33 leaves the sessions of a dismissed person open',
    file: 'accounts/sign-in.ts',
    from: 'if (account && isDismissed(account, clock.now())) return undefined',
    to: '',
    tests: ['tests/contracts/administration'],
  },
  {
    title: 'A33 leaves the waiting feed of a dismissed person open',
    file: 'api/staff.ts',
    from: 'if (isDismissed(next, clock.now())) endFeedsOf(next.user)',
    to: '',
    tests: ['tests/contracts/administration'],
  },
  {
    title: 'A34 lets the last administrator become somebody else',
    file: 'administration/last-administrator.ts',
    from: "before.role !== 'admin'",
    to: "before.role === 'admin'",
    tests: ['tests/contracts/administration'],
  },
  {
    title: 'A37 writes an act that stays when what it tells of was not stored',
    file: 'store/sqlite/records.ts',
    from: "if (file.isTransaction) file.exec('ROLLBACK')",
    to: "file.exec('COMMIT')",
    tests: ['sync-server/administration'],
  },
  {
    title: 'A37 does not look whether the end of the log is there',
    file: 'administration/act-log.ts',
    from: 'acts.length === head().number',
    to: 'true',
    tests: ['sync-server/administration'],
  },
  {
    title: 'S29 gives a district the administrators of others',
    file: 'administration/administered.ts',
    from: 'roleRuleOf(account.role).administers === undefined && ',
    to: '',
    tests: ['tests/contracts/administration'],
  },
  {
    title: 'K2 takes a key without a proof',
    file: 'api/signing-keys.ts',
    from: '!fitsKey(publicKey, possessionText(clinicId, id, publicKey), proof)',
    to: 'false',
    tests: ['tests/contracts/signing-keys'],
  },
  {
    title: 'K3 forgets what came after a revocation',
    file: 'scope/signature-problem.ts',
    from: 'return keys.noteLate(key, String(document.id)) ?',
    to: 'return true ?',
    tests: ['tests/contracts/signing-keys'],
  },
  {
    title: 'K3 lets a revoked key come back',
    file: 'accounts/signing-key-states.ts',
    from: "if (key.state !== 'pending') return undefined",
    to: '',
    tests: ['tests/contracts/signing-keys'],
  },
  {
    title: 'K4 takes a document that does not fit its signature',
    file: 'scope/signature-problem.ts',
    from: 'return problems.signatureAltered',
    to: 'return undefined',
    tests: ['tests/contracts/signing-keys'],
  },
  {
    title: 'K4 looks again at a signature that is already there',
    file: 'scope/signature-problem.ts',
    from: 'if (live && sameJson(document.signature, live.signature)) return undefined',
    to: 'if (live && !sameJson(document.signature, document.signature)) return undefined',
    tests: ['tests/contracts/signing-keys'],
  },
  {
    title: 'K5 takes what has no signature',
    file: 'scope/signature-problem.ts',
    from: '      return missingSignature(keys, document)',
    to: '      return undefined',
    tests: ['tests/contracts/signing-keys'],
  },
  {
    title: 'W1 uses one nonce for all pages',
    file: 'workplace/workplace.ts',
    from: 'Buffer.from(context.random(16))',
    to: `Buffer.from('same')`,
    tests: ['tests/contracts/workplace'],
  },
  {
    title: 'W10 lets the page run any file of this server',
    file: 'workplace/workplace.ts',
    from: 'contentSecurityPolicy(nonce))',
    to: `contentSecurityPolicy(nonce).replace("'strict-dynamic'", "'self' 'unsafe-inline'"))`,
    tests: ['tests/security/page-policy'],
  },
  {
    title: 'W11 gives data out without their policy',
    file: 'http/safe-headers.ts',
    from: 'reply.headers(dataHeaders)',
    to: 'reply.headers({})',
    tests: ['tests/security/answer-headers'],
  },
  {
    title: 'W11 repeats what it could not read',
    file: 'http/unreadable-request.ts',
    from: `raw.end(json('bad_request', 'malformed address'))`,
    to: `raw.end('<script>')`,
    tests: ['tests/security/answer-headers'],
  },
  {
    title: 'W12 lets browsers keep records',
    file: 'http/safe-headers.ts',
    from: 'if (isPrivate(request)) ',
    to: 'if (!isPrivate(request)) ',
    tests: ['tests/security/answer-headers'],
  },
  {
    title: 'O20 believes every page',
    file: 'http/foreign-pages.ts',
    from: `site !== 'same-origin' && site !== 'none'`,
    to: `site === 'cross-site'`,
    tests: ['tests/security/foreign-pages'],
  },
  {
    title: 'O20 compares the beginning of an origin',
    file: 'http/foreign-pages.ts',
    from: 'new URL(origin).host === host',
    to: `new URL(origin).host.startsWith(host ?? '')`,
    tests: ['tests/security/foreign-pages'],
  },
  {
    title: 'O20 lets named pages use the session unasked',
    file: 'http/foreign-pages.ts',
    from: 'mayAsk && request.cookies[sessionCookieName] === undefined',
    to: 'mayAsk',
    tests: ['tests/security/foreign-pages'],
  },
  {
    title: 'O21 says nothing of TLS behind a proxy',
    file: 'http/safe-headers.ts',
    from: 'if (isSecure(request))',
    to: `if (request.protocol === 'https')`,
    tests: ['tests/security/answer-headers'],
  },
]

const root = join(import.meta.dirname, '../..')
const copy = mkdtempSync(join(tmpdir(), 'lekar-saboteurs-'))
for (const part of [
  'sync-server',
  'shared',
  'tests/contracts',
  'tests/faults',
  'tests/security',
  'build',
  'electron',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
])
  cpSync(join(root, part), join(copy, part), { recursive: true })
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))

const vitest = join(root, 'node_modules/vitest/vitest.mjs')
/** `saboteurs.ts O6` runs those whose title begins so. */
const chosen = saboteurs.filter(({ title }) => title.startsWith(process.argv[2] ?? ''))
const survivors = chosen.filter((saboteur) => {
  const path = join(copy, 'sync-server', saboteur.file)
  const sound = readFileSync(path, 'utf8')
  const broken = sound.replace(saboteur.from, () => saboteur.to)
  writeFileSync(path, broken)
  const run = spawnSync(process.execPath, [vitest, 'run', '--project=node', ...saboteur.tests, '--bail=1'], {
    cwd: copy,
  })
  writeFileSync(path, sound)
  const survived = broken === sound || run.status === 0
  console.log(`${survived ? 'SURVIVED' : 'caught  '} ${saboteur.title}`)
  return survived
})
rmSync(copy, { recursive: true, force: true })
process.exit(survivors.length === 0 ? 0 : 1)
