import { isoNow } from '../../kit/clock.ts'
import { fail, ok, type Result } from '../../kit/result.ts'
import { type CommandContext, type FieldProblem, touched } from '../common/command-context.ts'
import type { Prescription } from './prescription.schema.ts'
import { isExpired } from './prescription-validity.ts'

/** How much may still be handed over; undefined where the prescription names no amount. */
export function leftToDispense({ quantity, dispensed = [] }: Prescription): number | undefined {
  if (!quantity) return undefined
  const given = dispensed.reduce((sum, one) => sum + (one.quantity ?? 0), 0)
  return Math.max(0, Math.round((quantity.value - given) * 1000) / 1000)
}

/**
 * Writes down that a pharmacy has handed the drug over, all of it or a part; when nothing is left the prescription is
 * completed. Nothing else of a signed prescription changes.
 * @param amount in the unit of the prescription; left out where it names no amount
 */
export function dispense(
  prescription: Prescription,
  amount: number | undefined,
  context: CommandContext,
): Result<Prescription, FieldProblem[]> {
  const refuse = (code: string) => fail<FieldProblem[]>([{ path: 'dispensed', code, severity: 'error' }])
  if (prescription.status !== 'active') return refuse('prescription.not-waiting')
  if (isExpired(prescription, context.clock.now())) return refuse('prescription.is-expired')
  const left = leftToDispense(prescription)
  const fits = left === undefined || (amount !== undefined && amount > 0 && amount <= left)
  if (!fits) return refuse('prescription.wrong-amount')
  const given = {
    id: context.makeId('dispensing'),
    at: isoNow(context.clock),
    ...(left === undefined || amount === undefined ? {} : { quantity: amount }),
    by: context.author.name,
  }
  return ok({
    ...touched(prescription, context),
    status: left === undefined || amount === left ? 'completed' : 'active',
    dispensed: [...(prescription.dispensed ?? []), given],
  })
}
