import { CouchError } from '../couch/couch-error.ts'

/** Seconds after which a client may try again. */
export const retryAfterSeconds = 5

/** The CouchDB cannot be reached, or answers what is no answer. Its own words are never passed on. */
export class CouchdbUnavailable extends CouchError {
  /** For the log: `ECONNREFUSED`, `timeout`, `http-502`, ... */
  readonly why: string
  constructor(why: string) {
    super(503, 'service_unavailable', 'the database behind this server cannot be reached; try again later')
    this.name = 'CouchdbUnavailable'
    this.why = why
  }
}

/** An answer that is larger than what is held of one here. Who can asks for less at once. */
export class AnswerTooLarge extends CouchdbUnavailable {
  constructor() {
    super('answer-too-large')
    this.name = 'AnswerTooLarge'
  }
}
