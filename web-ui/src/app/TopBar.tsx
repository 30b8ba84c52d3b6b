import { Link } from "@tanstack/react-router";
import { CircleQuestionMark, LogIn, LogOut, MenuIcon, Monitor, Moon, Search, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import { serverNow } from "../api/server-clock";
import { Choice, Dropdown } from "../ui/Dropdown";
import { scheme } from "../ui/scheme";
import { onTick } from "../ui/ticker";
import { clockTime } from "../ui/time";
import { zone } from "../ui/zone";
import { Logo } from "./Logo";
import { useLogOut, useSession } from "./session";
import classes from "./TopBar.module.css";

interface Props {
  onSearch: () => void;
  onHelp: () => void;
  onMenu: () => void;
}

export function TopBar({ onSearch, onHelp, onMenu }: Props) {
  return (
    <header className={classes.bar}>
      <button type="button" className={`icon-button ${classes.menu}`} aria-label="Pages" onClick={onMenu}>
        <MenuIcon size={19} aria-hidden />
      </button>
      <Logo />
      <button type="button" className={classes.search} onClick={onSearch} aria-keyshortcuts="Control+K /">
        <Search size={16} aria-hidden />
        <span className={classes.searchText}>Node, PCI address, pod, MAC or symptom</span>
        <kbd>{navigator.platform.startsWith("Mac") ? "⌘ K" : "Ctrl K"}</kbd>
      </button>
      <div className={classes.right}>
        <Clock />
        <SchemeMenu />
        <button
          type="button"
          className="icon-button"
          aria-label="Help and shortcuts"
          title="Help (?)"
          onClick={onHelp}
        >
          <CircleQuestionMark size={18} aria-hidden />
        </button>
        <UserMenu />
      </div>
    </header>
  );
}

/** The time that all absolute times on the pages are told in; a click changes the zone. */
function Clock() {
  const chosen = zone.use();
  const time = useSyncExternalStore(onTick, () => clockTime(serverNow(), chosen));
  const other = chosen === "UTC" ? "local" : "UTC";
  return (
    <button
      type="button"
      className={classes.clock}
      title={`Times are ${chosen}; show ${other} time`}
      onClick={() => zone.set(other)}
    >
      {time} <span>{chosen}</span>
    </button>
  );
}

const SCHEMES = [
  { value: "light", text: "Light", icon: Sun },
  { value: "dark", text: "Dark", icon: Moon },
  { value: "auto", text: "As the system", icon: Monitor },
] as const;

function SchemeMenu() {
  const chosen = scheme.use();
  const current = SCHEMES.find((each) => each.value === chosen) ?? SCHEMES[2];
  return (
    <Dropdown
      align="end"
      className="icon-button"
      label={`Colors: ${current.text}`}
      title="Colors"
      button={<current.icon size={18} aria-hidden />}
    >
      {SCHEMES.map(({ value, text, icon: Icon }) => (
        <Choice
          key={value}
          type="radio"
          name="scheme"
          isChosen={value === chosen}
          onChoose={() => scheme.set(value)}
        >
          <Icon size={15} aria-hidden />
          {text}
        </Choice>
      ))}
    </Dropdown>
  );
}

function UserMenu() {
  const { name, role } = useSession();
  const logOut = useLogOut();
  return (
    <Dropdown
      align="end"
      className={classes.user}
      label={`${name.slice(0, 2).toUpperCase()}, the account of ${name}`}
      title={name}
      button={name.slice(0, 2).toUpperCase()}
    >
      <div className={classes.account}>
        <b>{name}</b>
        <span>{role ?? "by token"}</span>
        {role ? (
          <button type="button" className="button" onClick={() => logOut.mutate()}>
            <LogOut size={15} aria-hidden />
            Log out
          </button>
        ) : (
          <Link to="/login" className="button">
            <LogIn size={15} aria-hidden />
            Log in with a name
          </Link>
        )}
      </div>
    </Dropdown>
  );
}
