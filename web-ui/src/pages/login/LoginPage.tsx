import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { api, body } from "../../api/client";
import { isUnauthorized } from "../../api/errors";
import { sessionQuery } from "../../api/queries";
import { Mark } from "../../app/Logo";
import { ProblemNote } from "../../ui/ProblemNote";
import classes from "./LoginPage.module.css";

const route = getRouteApi("/login");

export function LoginPage() {
  const { from } = route.useSearch();
  const router = useRouter();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const logIn = useMutation({
    mutationFn: () => body(api.POST("/api/v1/session", { body: { name, password } })),
    onSuccess: (session) => {
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, session);
      router.history.push(from ?? "/");
    },
  });

  return (
    <main className={classes.page}>
      <title>Log in · vfleet</title>
      <form
        className={`panel ${classes.form}`}
        onSubmit={(event) => {
          event.preventDefault();
          logIn.mutate();
        }}
      >
        <h1>
          <Mark size={30} />
          Log in to vfleet
        </h1>
        {logIn.isError && !isUnauthorized(logIn.error) && <ProblemNote error={logIn.error} />}
        {logIn.isError && isUnauthorized(logIn.error) && (
          <p role="alert" className={classes.wrong}>
            Name and password do not match.
          </p>
        )}
        <label htmlFor="name">Name</label>
        <input
          id="name"
          // the page is there to be filled in
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          className="input"
          autoComplete="username"
          autoCapitalize="none"
          required
          maxLength={63}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <label htmlFor="password">Password</label>
        <input
          id="password"
          className="input"
          type="password"
          autoComplete="current-password"
          required
          maxLength={200}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <button type="submit" className="button primary" disabled={logIn.isPending}>
          {logIn.isPending ? "Logging in…" : "Log in"}
        </button>
        <p className={classes.hint}>
          <code className="mono">./vfleet up</code> prints the password of <code className="mono">admin</code>{" "}
          at its first start.
        </p>
      </form>
    </main>
  );
}
