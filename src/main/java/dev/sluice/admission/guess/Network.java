package dev.sluice.admission.guess;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Whom an address stands for: with IPv6 everybody has a whole network of them. */
final class Network {
  private static final int PREFIX_BYTES = 8;

  private Network() {}

  /** The address, or the first 64 bits of one of IPv6. */
  static String of(String address) {
    return address.contains(":") ? prefix(address) : address;
  }

  /** A text with colons is an address or nothing: no name is looked up. */
  private static String prefix(String address) {
    try {
      return InetAddress.getByName(address) instanceof Inet6Address wide
          ? HexFormat.of().formatHex(Arrays.copyOf(wide.getAddress(), PREFIX_BYTES))
          : address;
    } catch (UnknownHostException none) {
      return address;
    }
  }
}
