import { Banner } from '../../../ui/banner.tsx'
import type { AdministrationFailure } from '../model/administration-failure.ts'
import { useFailureText } from '../model/use-failure-text.ts'

/** Why the last thing was not done. */
export function FailureBanner({ failure }: { failure: AdministrationFailure | undefined }) {
  const failureText = useFailureText()
  if (failure === undefined) return null
  const { title, whatToDo } = failureText(failure)
  return (
    <Banner severity="danger" title={title}>
      {whatToDo}
    </Banner>
  )
}
