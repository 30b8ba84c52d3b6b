import { Menu, useMantineColorScheme } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { CircleQuestionMark, LogIn, LogOut, MenuIcon, Monitor, Moon, Search, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import { serverNow } from "../api/server-clock";
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
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const current = SCHEMES.find((scheme) => scheme.value === colorScheme) ?? SCHEMES[2];
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <button type="button" className="icon-button" aria-label={`Colors: ${current.text}`} title="Colors">
          <current.icon size={18} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {SCHEMES.map(({ value, text, icon: Icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon size={15} aria-hidden />}
            aria-current={value === colorScheme}
            onClick={() => setColorScheme(value)}
          >
            {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function UserMenu() {
  const { name, role } = useSession();
  const logOut = useLogOut();
  const navigate = useNavigate();
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <button type="button" className={classes.user} aria-label={`Account of ${name}`}>
          {name.slice(0, 2).toUpperCase()}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {name} · {role ?? "token"}
        </Menu.Label>
        {role ? (
          <Menu.Item leftSection={<LogOut size={15} aria-hidden />} onClick={() => logOut.mutate()}>
            Log out
          </Menu.Item>
        ) : (
          <Menu.Item
            leftSection={<LogIn size={15} aria-hidden />}
            onClick={() => void navigate({ to: "/login", search: { from: "/" } })}
          >
            Log in with a name
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
