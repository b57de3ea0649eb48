package io.treeline.exporter.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Leaves out fields that are null, false or an empty list, which most fields of most spans are. */
final class SparseGenerator extends JsonGeneratorDelegate {

  private @Nullable String field;
  private boolean list;

  SparseGenerator(JsonGenerator out) {
    super(out, false);
  }

  /** Writes what was held back, because something follows that stays. */
  private void keep() throws IOException {
    if (field != null) {
      delegate.writeFieldName(field);
      field = null;
    }
    if (list) {
      delegate.writeStartArray();
      list = false;
    }
  }

  @Override
  public void writeFieldName(String name) throws IOException {
    keep();
    field = name;
  }

  @Override
  public void writeStartArray() throws IOException {
    if (field == null) {
      keep();
      delegate.writeStartArray();
    } else {
      list = true;
    }
  }

  @Override
  public void writeEndArray() throws IOException {
    if (list) {
      list = false;
      field = null;
    } else {
      delegate.writeEndArray();
    }
  }

  @Override
  public void writeNull() throws IOException {
    if (field != null && !list) {
      field = null;
    } else {
      keep();
      delegate.writeNull();
    }
  }

  @Override
  public void writeBoolean(boolean value) throws IOException {
    if (field != null && !list && !value) {
      field = null;
    } else {
      keep();
      delegate.writeBoolean(value);
    }
  }

  @Override
  public void writeString(@Nullable String text) throws IOException {
    if (text == null) {
      writeNull();
    } else {
      keep();
      delegate.writeString(text);
    }
  }

  @Override
  public void writeStartObject() throws IOException {
    keep();
    delegate.writeStartObject();
  }

  @Override
  public void writeNumber(int value) throws IOException {
    keep();
    delegate.writeNumber(value);
  }

  @Override
  public void writeNumber(long value) throws IOException {
    keep();
    delegate.writeNumber(value);
  }

  @Override
  public void writeNumber(double value) throws IOException {
    keep();
    delegate.writeNumber(value);
  }

  @Override
  public void writeNumber(java.math.BigDecimal value) throws IOException {
    keep();
    delegate.writeNumber(value);
  }

  @Override
  public void writeNumber(String encoded) throws IOException {
    keep();
    delegate.writeNumber(encoded);
  }

  @Override
  public void writeRawValue(String text) throws IOException {
    keep();
    delegate.writeRawValue(text);
  }
}
