import { preference } from "./preference";
import type { Zone } from "./time";

export const zone = preference<Zone>("zone", "UTC", (value) => value === "UTC" || value === "local");
