import { collate } from '../mango/collate.ts'
import type { Order } from '../mango/operators.ts'
import { compareTerms } from './compare-terms.ts'
import type { ViewDefinition } from './view-group.ts'

/** The order in which the keys of a view stand. */
export const orderOf = ({ collation }: ViewDefinition): Order =>
  collation === 'raw' ? compareTerms : collate
