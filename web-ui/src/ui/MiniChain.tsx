import { LINKS, type LinkStateName } from "../api/types";
import classes from "./MiniChain.module.css";
import { LOOKS } from "./state";

interface Props {
  links: { link: string; state: LinkStateName }[];
  /** What is told may have changed since. */
  isSilent?: boolean;
}

/** The six links as six marks; height and pattern tell what color tells. Plain elements: it stands in long lists. */
export function MiniChain({ links, isSilent = false }: Props) {
  if (links.length === 0) return null;
  const words = links.map(({ state }, index) => `${LINKS[index]?.name}: ${LOOKS[state].word}`).join("\n");
  return (
    <span
      className={isSilent ? `${classes.chain} ${classes.silent}` : classes.chain}
      role="img"
      aria-label={words.replaceAll("\n", ", ")}
      title={words}
    >
      {links.map(({ link, state }) => (
        <i key={link} className={classes[state]} />
      ))}
    </span>
  );
}
