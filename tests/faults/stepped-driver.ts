import type { DatabaseSync as Driver, StatementSync } from 'node:sqlite'

/** Called before each call of the driver or the file system; what it throws is what the call throws. */
export const stage: { before: ((step: string) => void) | undefined; open: Set<Driver> } = {
  before: undefined,
  open: new Set(),
}

/** What looks at a step may use files itself: its own calls are no steps. */
function step(name: string): void {
  const { before } = stage
  stage.before = undefined
  try {
    before?.(name)
  } finally {
    stage.before = before
  }
}

/** The driver with a stop before every call. */
export function steppedDriver(Real: typeof Driver): typeof Driver {
  return class extends Real {
    constructor(...args: ConstructorParameters<typeof Driver>) {
      step('open')
      super(...args)
      stage.open.add(this)
    }
    override exec(sql: string): void {
      step(`exec ${sql}`)
      super.exec(sql)
    }
    override prepare(sql: string): StatementSync {
      step(`prepare ${sql}`)
      return stepped(super.prepare(sql))
    }
    override close(): void {
      step('close')
      stage.open.delete(this)
      super.close()
    }
  }
}

function stepped(statement: StatementSync): StatementSync {
  for (const name of ['run', 'get', 'all', 'iterate'] as const) {
    const real = statement[name].bind(statement) as (...args: unknown[]) => unknown
    Object.defineProperty(statement, name, {
      value: (...args: unknown[]) => {
        step(name)
        return real(...args)
      },
    })
  }
  return statement
}

/** What the store uses of the file system, with a stop before each call that changes something. */
export function steppedFiles<T extends object>(real: T): T {
  const names = ['renameSync', 'rmSync', 'fsyncSync', 'mkdirSync']
  const wrapped = Object.entries(real).map(([name, value]) => [
    name,
    names.includes(name) && typeof value === 'function'
      ? (...args: unknown[]) => {
          step(name)
          return value(...args)
        }
      : value,
  ])
  return Object.fromEntries(wrapped)
}

/** An error as the driver reports it. */
export const driverError = (code: number): Error =>
  Object.assign(new Error('an error of the disk'), { code: 'ERR_SQLITE_ERROR', errcode: code })
