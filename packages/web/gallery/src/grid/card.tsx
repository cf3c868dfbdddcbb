import { useRef, useState } from 'preact/hooks';
import { nameOf } from '../api/images.ts';
import { type KnownImage, pictureFailed } from '../collection/collection.ts';
import { selected, selectTo, toggle } from '../collection/selection.ts';
import { tryAgain } from '../collection/try-again.ts';
import { report } from '../message.ts';
import { words } from '../words.ts';
import type { Placed } from './layout.ts';
import { placeholderOf } from './placeholder.ts';

interface CardProps {
  readonly item: Placed<KnownImage>;
  /** Whether it is the one that the keyboard reaches. */
  readonly isActive: boolean;
  readonly onOpen: (id: string) => void;
  readonly onActive: (id: string) => void;
}

const longPress = 500; // milliseconds

/** One image of the grid. */
export function Card({ item, isActive, onOpen, onActive }: CardProps) {
  const { image, x, y, width, height } = item;
  const { id, status } = image;
  const name = nameOf(image);
  const isSelected = selected.value.has(id);
  const isSelecting = selected.value.size > 0;
  const picture = useRef<HTMLButtonElement>(null);
  const pressing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wasLong = useRef(false);
  const [isPainted, setPainted] = useState(false);

  function press({ pointerType }: PointerEvent) {
    wasLong.current = false;
    if (pointerType !== 'touch') return;
    pressing.current = setTimeout(() => {
      wasLong.current = true;
      toggle(id);
    }, longPress);
  }

  function click(event: MouseEvent) {
    onActive(id);
    if (wasLong.current) wasLong.current = false;
    else if (event.shiftKey) selectTo(id);
    else if (isSelecting || event.ctrlKey || event.metaKey) toggle(id);
    else onOpen(id);
  }

  const release = () => clearTimeout(pressing.current);
  return (
    <li
      class={`${status}${isSelected ? ' selected' : ''}`}
      style={{
        insetInlineStart: `${x}px`,
        top: `${y}px`,
        inlineSize: `${width}px`,
        blockSize: `${height}px`,
      }}
    >
      <button
        ref={picture}
        type="button"
        class="picture"
        data-id={id}
        tabIndex={isActive ? 0 : -1}
        aria-label={words.photoNamed(image.alt ?? name, detailOf(image))}
        style={
          isPainted // a picture may be transparent
            ? {}
            : {
                backgroundColor: image.dominantColour ?? '',
                backgroundImage: placeholderOf(image.thumbHash),
              }
        }
        onClick={click}
        onFocus={() => onActive(id)}
        onPointerDown={press}
        onPointerUp={release}
        onPointerLeave={release}
        onContextMenu={(event) => wasLong.current && event.preventDefault()}
      >
        {image.thumbnail !== undefined && (
          // The embedded cloud serves pictures only to pages that send their origin.
          <img
            key={image.receivedAt}
            referrerpolicy="strict-origin"
            sizes={`${Math.ceil(width)}px`}
            srcset={image.srcset}
            src={image.thumbnail}
            alt=""
            onLoad={() => setPainted(true)}
            onError={() => {
              setPainted(false);
              pictureFailed(id);
            }}
          />
        )}
      </button>
      <input
        type="checkbox"
        class="select"
        tabIndex={isActive ? 0 : -1}
        checked={isSelected}
        aria-label={words.selectPhoto(name)}
        onFocus={() => onActive(id)}
        onClick={(event) => {
          if (event.shiftKey) selectTo(id);
          else toggle(id);
        }}
      />
      <div class="text">
        <div class="name" title={image.key}>
          <bdi>{name}</bdi>
        </div>
        <div class="detail">
          <bdi>{detailOf(image)}</bdi>
        </div>
        {status === 'failed' && (
          <button
            type="button"
            tabIndex={isActive ? 0 : -1}
            aria-label={words.actionOn(words.tryAgain, name)}
            onClick={() => {
              picture.current?.focus(); // this button goes
              tryAgain(id).catch(report);
            }}
          >
            {words.tryAgain}
          </button>
        )}
      </div>
    </li>
  );
}

function detailOf({ status, reason, width = 0, height = 0 }: KnownImage): string {
  if (status === 'failed') return reason ?? words.failed;
  if (status === 'ready') return words.pixels(width, height);
  return status === 'pending' ? words.waitingForUpload : words.processing;
}
