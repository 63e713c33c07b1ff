/** When it makes sense to try again. */
export type Retry = 'now' | 'later' | 'after-login' | 'after-update' | 'never'

/** Every operational error of the project. The user's words for a code are in `renderer/i18n/<lang>/errors.ts`. */
export const errorCodes = {
  'network.unreachable': { retry: 'later' },
  'network.timeout': { retry: 'later' },
  'network.not-our-server': { retry: 'later' },
  'network.malformed-answer': { retry: 'later' },
  'network.none': { retry: 'later' },
  'server.unavailable': { retry: 'later' },
  'server.too-large': { retry: 'now' },
  'server.too-many-requests': { retry: 'later' },
  'server.refused': { retry: 'never' },
  'server.disk-full': { retry: 'later' },
  'server.too-old': { retry: 'after-update' },
  'workplace.too-old': { retry: 'after-update' },
  'session.expired': { retry: 'after-login' },
  'session.wrong-password': { retry: 'after-login' },
  'session.forbidden': { retry: 'never' },
  'session.unknown-offline': { retry: 'after-login' },
  'session.too-many-tries': { retry: 'later' },
  'session.grace-over': { retry: 'after-login' },
  'session.station-revoked': { retry: 'never' },
  'storage.full': { retry: 'later' },
  'storage.damaged': { retry: 'never' },
  'storage.newer-version': { retry: 'after-update' },
  'storage.unavailable': { retry: 'never' },
  'import.not-json': { retry: 'never' },
  'import.not-supported': { retry: 'never' },
  'import.malformed': { retry: 'never' },
  'print.failed': { retry: 'now' },
  'file.not-saved': { retry: 'now' },
  'port.busy': { retry: 'never' },
  'settings.wrong': { retry: 'never' },
} as const satisfies Record<string, { retry: Retry }>

export type ErrorCode = keyof typeof errorCodes
