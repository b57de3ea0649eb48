package io.treeline.exporter.pricing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A list fetched from where the user said, and kept on disk: the next start has it before the
 * network answers. Asks with the kept copy's tag, so that an unchanged list is not sent again.
 */
final class PriceDownload {

  private static final Logger logger = LoggerFactory.getLogger(PriceDownload.class);

  private static final String BODY = "prices-url.json";
  private static final String FACTS = "prices-url.properties";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final URI url;
  private final Path directory;
  private final int mostBytes;
  private final WatchedList watched;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(TIMEOUT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private @Nullable String tag;

  PriceDownload(URI url, Path directory, int mostBytes, Clock clock) {
    this.url = url;
    this.directory = directory;
    this.mostBytes = mostBytes;
    this.watched = new WatchedList(PriceList.Origin.URL, url.toString(), clock);
  }

  WatchedList watched() {
    return watched;
  }

  /** Takes the copy of an earlier process, if it is of the same address. */
  synchronized void loadKept() {
    Path facts = directory.resolve(FACTS);
    Path body = directory.resolve(BODY);
    if (!Files.exists(facts) || !Files.exists(body)) {
      return;
    }
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(facts)) {
      properties.load(in);
      if (!url.toString().equals(properties.getProperty("url"))) {
        return;
      }
      watched.loaded(PriceListReader.read(Files.readAllBytes(body), PriceList.Origin.URL));
      tag = properties.getProperty("etag");
    } catch (IOException | IllegalArgumentException | PriceListException e) {
      logger.warn("prices-url: the kept copy {} is not used: {}", body, e.toString());
    }
  }

  /** Fetches the list; whether other prices are in force now. */
  synchronized boolean refresh() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).timeout(TIMEOUT).header("Accept", "application/json, text/csv");
    if (tag != null && watched.list().isPresent()) {
      request.header("If-None-Match", tag);
    }
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        return take(response, body);
      }
    } catch (IOException e) {
      watched.failed("it cannot be fetched (%s): it is tried again".formatted(e));
    } catch (PriceListException e) {
      watched.failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private boolean take(HttpResponse<InputStream> response, InputStream body)
      throws IOException, PriceListException {
    if (response.statusCode() == 304) {
      watched.unchanged();
      return false;
    }
    if (response.statusCode() != 200) {
      watched.failed(
          "it answers with HTTP status %d: it is tried again".formatted(response.statusCode()));
      return false;
    }
    byte[] bytes = body.readNBytes(mostBytes + 1);
    if (bytes.length > mostBytes) {
      watched.failed("it has more than %d bytes".formatted(mostBytes));
      return false;
    }
    PriceList list = PriceListReader.read(bytes, PriceList.Origin.URL);
    watched.loaded(list);
    tag = response.headers().firstValue("ETag").orElse(null);
    keep(bytes);
    return true;
  }

  /** The facts last: without them the copy is not used. */
  private void keep(byte[] bytes) {
    Properties properties = new Properties();
    properties.setProperty("url", url.toString());
    if (tag != null) {
      properties.setProperty("etag", tag);
    }
    try {
      Files.createDirectories(directory);
      Files.deleteIfExists(directory.resolve(FACTS));
      Path part = directory.resolve(BODY + ".part");
      Files.write(part, bytes);
      Files.move(part, directory.resolve(BODY), StandardCopyOption.REPLACE_EXISTING);
      try (OutputStream out = Files.newOutputStream(directory.resolve(FACTS))) {
        properties.store(out, "The price list beside this file.");
      }
    } catch (IOException e) {
      logger.warn("prices-url: the list cannot be kept for the next start: {}", e.toString());
    }
  }
}
