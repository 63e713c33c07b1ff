import { Button } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '../../../ui/empty-state.tsx'

/** A page of a record that is not here, with the way to the card that it would belong to. */
export function MissingRecord(props: { patientId: string; title: string; text: string; toCard: string }) {
  return (
    <EmptyState
      title={props.title}
      text={props.text}
      action={
        <Button component={Link} to={`/patients/${props.patientId}`} variant="contained">
          {props.toCard}
        </Button>
      }
    />
  )
}
